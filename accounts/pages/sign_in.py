"""Signing in to our own pages; programs sign in through the API."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import re_path
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View
from django.views.decorators.cache import never_cache

from accounts.services.login import log_in_browser
from config.lib.errors import Refused

LONGEST = 500


@method_decorator(never_cache, name="dispatch")
class SignIn(View):
    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        email, password = (request.POST.get(name, "")[:LONGEST] for name in ("email", "password"))
        if not (email and password):
            return self.show(request, "An e-mail address and a password are needed", status=400)
        try:
            log_in_browser(email=email, password=password, request=request)
        except Refused as problem:
            return self.show(request, problem.error, status=problem.status)
        return HttpResponseRedirect(self.next(request))

    def show(self, request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
        shown = {
            "problem": problem,
            "email": request.POST.get("email", "")[:LONGEST],
            "next": self.next(request),
        }
        return render(request, "app/sign_in.html", shown, status=status)

    def next(self, request: HttpRequest) -> str:
        """A page of ours: nobody is sent elsewhere from here."""
        wanted = (request.POST if request.method == "POST" else request.GET).get("next", "")
        return (
            wanted
            if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
            else settings.LOGIN_REDIRECT_URL
        )


pages = [re_path(r"^app/sign-in/?$", SignIn.as_view(), name="app-sign-in")]
