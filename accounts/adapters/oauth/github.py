"""GitHub. /user shows an address only when the person made it public; /user/emails says what is verified."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from accounts.adapters.oauth.client import failed, fetch_json
from accounts.adapters.oauth.profile import Profile, Provider, text


def github() -> Provider:
    return Provider(
        name="github",
        client_id=settings.GITHUB_CLIENT_ID,
        client_secret=settings.GITHUB_CLIENT_SECRET,
        authorize_url=f"{settings.GITHUB_URL}/login/oauth/authorize",
        token_url=f"{settings.GITHUB_URL}/login/oauth/access_token",
        scope="read:user user:email",
        fetch_profile=fetch_profile,
    )


def fetch_profile(token: str) -> Profile:
    person = fetch_json(f"{settings.GITHUB_API_URL}/user", token)
    number = person.get("id") if isinstance(person, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise failed("github: no id")
    addresses = fetch_json(f"{settings.GITHUB_API_URL}/user/emails", token)
    name = text(person.get("name")) or text(person.get("login"))
    return Profile(subject=str(number), email=_primary(addresses), name=name)


def _primary(addresses: Any) -> str:
    if not isinstance(addresses, list):
        raise failed("github: no list of addresses")
    for entry in addresses:
        if isinstance(entry, dict) and entry.get("primary") is True and entry.get("verified") is True:
            return text(entry.get("email"))
    return ""
