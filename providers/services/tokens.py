"""Tokens of banks: sealed where they are kept, open only on their way to the bank."""

from __future__ import annotations

from django.conf import settings

from config.lib.crypto import KeyRing
from config.lib.sealed import Sealed
from providers.domain.contract import Grant
from providers.models import Connection, Revocation

TOKEN_FIELDS = ("access_token", "refresh_token", "token_expires_at")


def seal_tokens(connection: Connection, grant: Grant) -> None:
    """Put them into the row, which has an id already; the caller saves it (`TOKEN_FIELDS`)."""
    connection.access_token = _seal(grant.access_token, _access(connection))
    connection.refresh_token = _seal(grant.refresh_token, _refresh(connection))
    connection.token_expires_at = grant.expires_at


def grant_of(connection: Connection) -> Grant:
    """What `seal_tokens` was given; SealError when the row or the key ring is not the one it was for."""
    return Grant(
        access_token=access_token_of(connection),
        item_id=connection.item_id,
        refresh_token=_unseal(connection.refresh_token, _refresh(connection)),
        expires_at=connection.token_expires_at,
        institution=connection.institution,
    )


def access_token_of(connection: Connection) -> str:
    """Empty when it was forgotten; SealError as of `grant_of`."""
    return _unseal(connection.access_token, _access(connection))


def seal_revocation(revocation: Revocation, access_token: str) -> None:
    revocation.access_token = _seal(access_token, _revocation(revocation))


def token_to_revoke(revocation: Revocation) -> str:
    return _unseal(revocation.access_token, _revocation(revocation))


def _access(connection: Connection) -> str:
    return f"connection:{connection.pk}:access"


def _refresh(connection: Connection) -> str:
    return f"connection:{connection.pk}:refresh"


def _revocation(revocation: Revocation) -> str:
    return f"revocation:{revocation.pk}"


def _seal(token: str, context: str) -> str:
    return KeyRing.from_setting(settings.FIELD_KEYS).seal(token, context=context) if token else ""


def _unseal(envelope: str, context: str) -> str:
    return KeyRing.from_setting(settings.FIELD_KEYS).unseal(envelope, context=context) if envelope else ""


SEALED = (
    Sealed("access tokens of banks", Connection, "access_token", _access),
    Sealed("refresh tokens of banks", Connection, "refresh_token", _refresh),
    Sealed("tokens to be revoked", Revocation, "access_token", _revocation),
)
