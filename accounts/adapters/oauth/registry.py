"""The providers that the operator has configured."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings

from accounts.adapters.oauth.client import fetch_token
from accounts.adapters.oauth.github import github
from accounts.adapters.oauth.google import google
from accounts.adapters.oauth.profile import Profile, Provider
from accounts.domain.pkce import challenge_of
from config.lib.errors import Missing


def configured_providers() -> list[Provider]:
    return [each for each in (google(), github()) if each.client_id and each.client_secret]


def find_provider(name: str) -> Provider:
    """`Missing` when it is unknown or not configured."""
    for each in configured_providers():
        if each.name == name:
            return each
    raise Missing


def redirect_uri(provider: Provider) -> str:
    return f"{settings.FRONTEND_URL}/auth/callback/{provider.name}"


def authorize_url(provider: Provider, *, state: str, verifier: str) -> str:
    """Complete: the browser goes there as it is."""
    query = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect_uri(provider),
        "scope": provider.scope,
        "state": state,
        "code_challenge": challenge_of(verifier),
        "code_challenge_method": "S256",
    }
    return f"{provider.authorize_url}?{urlencode(query)}"


def exchange_code(provider: Provider, *, code: str, verifier: str) -> Profile:
    """Who signed in. The provider's token is used for that and kept nowhere."""
    form = {
        "grant_type": "authorization_code",
        "client_id": provider.client_id,
        "client_secret": provider.client_secret,
        "code": code,
        "redirect_uri": redirect_uri(provider),
        "code_verifier": verifier,
    }
    return provider.fetch_profile(fetch_token(provider.token_url, form))
