"""The consent page: asked once, answered once."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from accounts.adapters.opaque import LONGEST, hash_secret, new_secret
from config.lib import clock
from providers.mockbank.grants import new_code
from providers.mockbank.refusals import invalid_request
from providers.models import MockConsent, MockLogin

CLIENT = "moneta"
_LIFE = timedelta(minutes=10)
_LONGEST_TEXT = 500
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def open_consent(*, bank: str, redirect_uri: str, state: str, own_host: str) -> str:
    """The secret of a page that may be answered once, for ten minutes. Refusal before any redirect."""
    if any(len(text) > _LONGEST_TEXT or not text.isprintable() for text in (state, redirect_uri)):
        raise invalid_request("state or redirect_uri is too long, or no plain text.")
    if not _is_ours(redirect_uri, own_host):
        raise invalid_request("The redirect_uri is not one of this client's.")
    MockConsent.objects.filter(expires_at__lte=clock.now()).delete()
    secret = new_secret()
    MockConsent.objects.create(
        request_hash=hash_secret(secret),
        bank=bank,
        redirect_uri=redirect_uri,
        state=state,
        expires_at=clock.now() + _LIFE,
    )
    return secret


def take_consent(*, bank: str, secret: str) -> MockConsent:
    """Uses the page up; of two answers one is refused."""
    held = MockConsent.objects.filter(
        request_hash=hash_secret(secret[:LONGEST]), bank=bank, expires_at__gt=clock.now()
    )
    consent = held.first()
    if consent is None or not held.delete()[0]:
        raise invalid_request("This page has been answered already, or has waited too long.")
    return consent


def approve(consent: MockConsent, login: MockLogin) -> str:
    """Where the browser goes."""
    return _back(consent, code=new_code(login=login, redirect_uri=consent.redirect_uri))


def deny(consent: MockConsent) -> str:
    return _back(consent, error="access_denied")


def origin_of(uri: str) -> str:
    parts = urlsplit(uri)
    return f"{parts.scheme}://{parts.netloc}"


def _back(consent: MockConsent, **answer: str) -> str:
    joint = "&" if urlsplit(consent.redirect_uri).query else "?"
    return f"{consent.redirect_uri}{joint}{urlencode({**answer, 'state': consent.state})}"


def _is_ours(uri: str, own_host: str) -> bool:
    """On this server, on the client's pages, or on the loopback with any port (RFC 8252 §7.3)."""
    try:
        parts = urlsplit(uri)
        is_plain = parts.scheme in {"http", "https"} and parts.username is None and not parts.fragment
    except ValueError:
        return False
    if not is_plain or not uri.isascii() or " " in uri or "\\" in uri:
        return False
    return (
        parts.netloc == own_host
        or origin_of(uri) == origin_of(settings.FRONTEND_URL)
        or parts.hostname in _LOOPBACK
    )
