"""The state of a sign-in at a provider: given out, taken back once.

A page of our own origin gets a cookie with it, and then only that browser can bring the state back: nobody
can make a person finish a sign-in that somebody else began (RFC 9700 §4.7). Pages of other origins get no
cookies from us; there the page compares the state itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.adapters.oauth.registry import authorize_url, configured_providers, redirect_uri
from accounts.adapters.opaque import LONGEST, hash_secret, new_secret
from accounts.domain.pkce import encode
from accounts.models import OAuthState
from config.lib import clock
from config.lib.errors import Invalid

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.adapters.oauth.profile import Provider

COOKIE = "moneta_sign_in"
LIFE = timedelta(minutes=10)


@dataclass(frozen=True)
class Start:
    """What a page needs to send its visitor to the provider."""

    provider: Provider
    state: str
    authorize_url: str
    redirect_uri: str


def start_sign_ins(*, binding: str = "") -> list[Start]:
    """A fresh state for every configured provider; `binding` is the cookie of the browser that asks."""
    starts = [_start(provider) for provider in configured_providers()]
    if starts:
        OAuthState.objects.bulk_create([_row(start, binding) for start in starts])
    return starts


def take_state(*, provider: str, state: str, request: HttpRequest) -> None:
    """Use it up. `Invalid` when it is not ours, expired, used, another provider's or another browser's."""
    held = OAuthState.objects.filter(
        state_hash=hash_secret(state[:LONGEST]), provider=provider, expires_at__gt=clock.now()
    )
    row = held.first()
    if row is None or not _is_same_browser(row, request) or not held.delete()[0]:
        raise Invalid(
            "The sign-in is not valid any more",
            detail="Start it again from auth/oauth/providers.",
            errors={"state": ["Unknown, used or expired"]},
        )


def verifier_of(state: str) -> str:
    """PKCE's secret, made anew from the state and our key: stored nowhere, never sent to a browser."""
    return encode(salted_hmac("accounts.oauth.verifier", state, algorithm="sha256").digest())


def is_own_page(request: HttpRequest) -> bool:
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def binding_for(request: HttpRequest) -> str:
    """The cookie that this browser has or now gets; "" for a page of another origin.

    Kept while it lives: a second tab must not end the sign-in of the first.
    """
    if not is_own_page(request):
        return ""
    return request.COOKIES.get(COOKIE, "")[:LONGEST] or new_secret()


def prune_states() -> int:
    return OAuthState.objects.filter(expires_at__lte=clock.now()).delete()[0]


def _start(provider: Provider) -> Start:
    state = new_secret()
    url = authorize_url(provider, state=state, verifier=verifier_of(state))
    return Start(provider=provider, state=state, authorize_url=url, redirect_uri=redirect_uri(provider))


def _row(start: Start, binding: str) -> OAuthState:
    return OAuthState(
        state_hash=hash_secret(start.state),
        provider=start.provider.name,
        binding=hash_secret(binding) if binding else "",
        expires_at=clock.now() + LIFE,
    )


def _is_same_browser(row: OAuthState, request: HttpRequest) -> bool:
    if not row.binding:
        return not is_own_page(request)
    return constant_time_compare(row.binding, hash_secret(request.COOKIES.get(COOKIE, "")))
