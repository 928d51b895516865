"""Secrets without meaning: random text that is shown once and kept as a hash.

256 random bits need no slow hash: there is nothing to guess.
"""

from __future__ import annotations

import hashlib
import secrets

LONGEST = 128


def new_secret(prefix: str = "") -> str:
    return prefix + secrets.token_urlsafe(32)


def hash_secret(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
