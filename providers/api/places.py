"""Our own addresses as a bank sees them, taken from the request: ALLOWED_HOSTS bounds what it can say."""

from __future__ import annotations

from django.urls import reverse
from rest_framework.request import Request

from providers.services.relink import Places


def places_of(request: Request) -> Places:
    """A webhook is only asked for where it comes over https: nobody else could reach it."""
    webhook = request.build_absolute_uri(reverse("sync-plaid-webhook")) if request.is_secure() else ""
    return Places(page=request.build_absolute_uri(reverse("app-bank-return")), webhook=webhook)
