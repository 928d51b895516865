"""Codes and tokens; only their hashes are kept."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from accounts.adapters.opaque import LONGEST, hash_secret, new_secret
from config.lib import clock
from providers.mockbank.refusals import access_revoked, expired_token, invalid_grant, invalid_token
from providers.models import MockGrant, MockLogin, MockToken

ACCESS_SECONDS = 1800
_CODE_LIFE = timedelta(minutes=5)
_REMEMBERED = timedelta(days=1)  # how long an expired token is still told apart from an unknown one


def new_code(*, login: MockLogin, redirect_uri: str) -> str:
    code = new_secret()
    MockGrant.objects.create(
        login=login,
        code_hash=hash_secret(code),
        redirect_uri=redirect_uri,
        code_expires_at=clock.now() + _CODE_LIFE,
    )
    return code


def grant_of_code(*, bank: str, code: str, redirect_uri: str) -> MockGrant:
    """The grant of a code that may be exchanged now. One that comes back ends what it once gave."""
    held = MockGrant.objects.filter(code_hash=hash_secret(code[:LONGEST]), login__bank=bank)
    grant = held.select_related("login__customer").first()
    if grant is None or grant.redirect_uri != redirect_uri:
        raise invalid_grant()
    if grant.exchanged_at is not None:
        held.update(revoked_at=clock.now())
        raise invalid_grant()
    if grant.code_expires_at <= clock.now() or grant.revoked_at is not None:
        raise invalid_grant()
    return grant


def exchange(grant: MockGrant) -> dict[str, object]:
    """The answer to a code; of two that are exchanged at once one is refused."""
    refresh = new_secret("rt-")
    first = MockGrant.objects.filter(pk=grant.pk, exchanged_at=None)
    if not first.update(exchanged_at=clock.now(), refresh_hash=hash_secret(refresh)):
        raise invalid_grant()
    return _answer(grant, refresh)


def grant_of_refresh(*, bank: str, refresh: str) -> MockGrant:
    held = MockGrant.objects.filter(refresh_hash=hash_secret(refresh[:LONGEST]), login__bank=bank)
    grant = held.filter(revoked_at=None).select_related("login__customer").first()
    if grant is None:
        raise invalid_grant()
    return grant


def refresh_access(grant: MockGrant, refresh: str) -> dict[str, object]:
    grant.tokens.filter(expires_at__lt=clock.now() - _REMEMBERED).delete()
    return _answer(grant, refresh)


def revoke(*, bank: str, token: str) -> None:
    """Ends the whole grant of an access or refresh token; of any other text nothing."""
    key = hash_secret(token[:LONGEST])
    MockGrant.objects.filter(
        Q(refresh_hash=key) | Q(tokens__token_hash=key), login__bank=bank, revoked_at=None
    ).update(revoked_at=clock.now())


def login_of(*, bank: str, token: str) -> MockLogin:
    """Whose accounts an access token opens. Refusal 401 or 403."""
    held = MockToken.objects.filter(token_hash=hash_secret(token[:LONGEST]), grant__login__bank=bank)
    row = held.select_related("grant__login__customer").first()
    if row is None:
        raise invalid_token()
    if row.grant.revoked_at is not None:
        raise access_revoked()
    if row.expires_at <= clock.now():
        raise expired_token()
    return row.grant.login


def revoke_all(login: MockLogin) -> None:
    login.grants.filter(revoked_at=None).update(revoked_at=clock.now())


def expire_all(login: MockLogin) -> None:
    """Refresh tokens live on."""
    MockToken.objects.filter(grant__login=login).update(expires_at=clock.now())


def _answer(grant: MockGrant, refresh: str) -> dict[str, object]:
    access = new_secret("at-")
    MockToken.objects.create(
        grant=grant,
        token_hash=hash_secret(access),
        expires_at=clock.now() + timedelta(seconds=ACCESS_SECONDS),
    )
    return {
        "access_token": access,
        "refresh_token": refresh,
        "token_type": "bearer",
        "expires_in": ACCESS_SECONDS,
        "item_id": grant.login.item_id,
    }
