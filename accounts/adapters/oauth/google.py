"""Google: OpenID Connect. The profile comes from the userinfo endpoint over TLS, not from the id_token."""

from __future__ import annotations

from django.conf import settings

from accounts.adapters.oauth.client import failed, fetch_json
from accounts.adapters.oauth.profile import Profile, Provider, text


def google() -> Provider:
    return Provider(
        name="google",
        client_id=settings.GOOGLE_CLIENT_ID,
        client_secret=settings.GOOGLE_CLIENT_SECRET,
        authorize_url=settings.GOOGLE_AUTHORIZE_URL,
        token_url=settings.GOOGLE_TOKEN_URL,
        scope="openid email profile",
        fetch_profile=fetch_profile,
    )


def fetch_profile(token: str) -> Profile:
    person = fetch_json(settings.GOOGLE_USERINFO_URL, token)
    subject = text(person.get("sub")) if isinstance(person, dict) else ""
    if not 1 <= len(subject) <= 255:
        raise failed("google: no subject")
    email = text(person.get("email")) if person.get("email_verified") is True else ""
    return Profile(subject=subject, email=email, name=text(person.get("name")))
