"""Proof Key for Code Exchange, RFC 7636."""

from __future__ import annotations

import base64
import hashlib


def encode(raw: bytes) -> str:
    """Base64url without padding, as §4 wants it."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def challenge_of(verifier: str) -> str:
    """Method S256."""
    return encode(hashlib.sha256(verifier.encode("ascii")).digest())
