"""POST auth/refresh."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.api.answers import TokenPairOut, present_pair
from accounts.selectors.sessions import family_of
from accounts.services.refresh import refresh_session
from config.drf.conditional import no_store
from config.drf.operations import operation
from config.drf.structs import LooseBody, read_body
from config.drf.throttles import SlidingThrottle
from config.drf.views import ApiView, answer


class RefreshIn(LooseBody):
    refresh_token: str

    __aliases__ = {"refresh": "refresh_token"}


class SessionThrottle(SlidingThrottle):
    """Counts by the session that a genuine token names; what is not genuine costs no more than a look."""

    def scopes(self, request: Request, view: APIView) -> list[tuple[str, str]]:
        family = family_of(read_body(request, RefreshIn).refresh_token)
        return [("refresh", str(family))] if family else []

    def without_cache(self, scope: str, whom: str) -> bool:
        return True


class RefreshView(ApiView):
    authentication_classes = ()
    permission_classes = ()
    throttle_classes: tuple[Any, ...] = (SessionThrottle,)

    @no_store
    @operation(
        "auth_refresh",
        tag="Authentication",
        summary="Exchange a refresh token for the next pair",
        body=RefreshIn,
        answers={200: TokenPairOut},
        errors=(400, 401, 429),
    )
    def post(self, request: Request) -> HttpResponse:
        data = read_body(request, RefreshIn)
        return answer(present_pair(refresh_session(token=data.refresh_token, request=request)))
