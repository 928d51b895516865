"""Signatures of outgoing webhooks, by the Standard Webhooks specification (standardwebhooks.com)."""

from __future__ import annotations

import base64
import hashlib
import hmac

PREFIX = "whsec_"


def secret_from(key: bytes) -> str:
    return PREFIX + base64.b64encode(key).decode()


def is_secret(text: str) -> bool:
    """24 to 64 bytes in base64 after the prefix."""
    try:
        return text.startswith(PREFIX) and 24 <= len(_key(text)) <= 64
    except ValueError:  # also of letters that are not ASCII
        return False


def sign(secret: str, *, message_id: str, timestamp: int, body: bytes) -> str:
    """The header `webhook-signature`; the message id and the time are signed too, against replays."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    digest = hmac.new(_key(secret), signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def _key(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
