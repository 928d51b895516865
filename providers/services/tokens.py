"""Tokens of banks: sealed where they are kept, open only on their way to the bank."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from config.lib.crypto import KeyRing
from providers.models import Connection, Revocation


def seal_tokens(
    connection: Connection, *, access_token: str, refresh_token: str = "", expires_at: datetime | None = None
) -> None:
    """Put them into the row, which has an id already; the caller saves it (`TOKEN_FIELDS`)."""
    connection.access_token = _seal(access_token, f"connection:{connection.pk}:access")
    connection.refresh_token = _seal(refresh_token, f"connection:{connection.pk}:refresh")
    connection.token_expires_at = expires_at


TOKEN_FIELDS = ("access_token", "refresh_token", "token_expires_at")


def access_token_of(connection: Connection) -> str:
    """ "" when it was forgotten; SealError when the row or the key ring is not the one it was sealed for."""
    return _unseal(connection.access_token, f"connection:{connection.pk}:access")


def refresh_token_of(connection: Connection) -> str:
    return _unseal(connection.refresh_token, f"connection:{connection.pk}:refresh")


def seal_revocation(revocation: Revocation, access_token: str) -> None:
    revocation.access_token = _seal(access_token, f"revocation:{revocation.pk}")


def token_to_revoke(revocation: Revocation) -> str:
    return _unseal(revocation.access_token, f"revocation:{revocation.pk}")


def _seal(token: str, context: str) -> str:
    return KeyRing.from_setting(settings.FIELD_KEYS).seal(token, context=context) if token else ""


def _unseal(envelope: str, context: str) -> str:
    return KeyRing.from_setting(settings.FIELD_KEYS).unseal(envelope, context=context) if envelope else ""
