"""The signed token beside a webhook (`Plaid-Verification`): whose key, how old, and for which body.

Source: plaid.com/docs/api/webhooks/webhook-verification. A token is believed only when all three hold:
`is_about` (fresh, and of this very body), `usable_key`, and `is_signed_by` that key.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import jwt
from jwt.types import Options

ALGORITHM = "ES256"
OLDEST_SECONDS = 300
_AHEAD_SECONDS = 60  # their clock and ours
_LONGEST = 4000
_LONGEST_KEY_ID = 200
# Times are compared by `is_about`, with a clock that is given.
_ONLY_SIGNATURE = Options(verify_aud=False, verify_exp=False, verify_iat=False, verify_nbf=False)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a token says; nobody has vouched for it yet."""

    key_id: str
    issued_at: int
    body_sha256: str


def read_token(token: str) -> Claim | None:
    """None for anything that is not a token of that algorithm with all three claims."""
    if len(token) > _LONGEST:
        return None
    try:
        parts = jwt.decode_complete(token, options={"verify_signature": False})
    except jwt.PyJWTError:
        return None
    key_id, claims = parts["header"].get("kid"), parts["payload"]
    issued, digest = claims.get("iat"), claims.get("request_body_sha256")
    if parts["header"].get("alg") != ALGORITHM or not _is_key_id(key_id):
        return None
    if not isinstance(issued, int) or isinstance(issued, bool) or not isinstance(digest, str):
        return None
    return Claim(key_id, issued, digest)


def is_about(claim: Claim, body: bytes, *, now: datetime) -> bool:
    """Whether it was issued within the last five minutes for these bytes, exactly as they came."""
    age = now.timestamp() - claim.issued_at
    told, counted = claim.body_sha256.encode(), hashlib.sha256(body).hexdigest().encode()
    return hmac.compare_digest(told, counted) and -_AHEAD_SECONDS <= age <= OLDEST_SECONDS


def usable_key(key: Mapping[str, Any], key_id: str) -> bool:
    """Whether a JWK is the one asked for, on the right curve, and has not expired."""
    expected = {"kid": key_id, "kty": "EC", "crv": "P-256", "alg": ALGORITHM, "expired_at": None}
    point = isinstance(key.get("x"), str) and isinstance(key.get("y"), str)
    return point and all(key.get(name) == value for name, value in expected.items())


def is_signed_by(token: str, key: Mapping[str, Any]) -> bool:
    try:
        public = jwt.PyJWK(dict(key), algorithm=ALGORITHM)
        jwt.decode(token, public, algorithms=[ALGORITHM], options=_ONLY_SIGNATURE)
    except (jwt.PyJWTError, ValueError):  # a point that is not on the curve is a ValueError
        return False
    return True


def _is_key_id(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_KEY_ID and value.isprintable()
