"""The signed tokens; nothing else of the product knows that simplejwt makes them.

HS256 only (RFC 8725 §3.1), with issuer, audience, kind and id required and checked; the kinds are kept apart
by `typ` (§3.11). What the tokens allow is decided by the session row, never by the token.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from django.conf import settings
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import TokenBackendError

from config.lib.errors import Unauthenticated

ISSUER = "moneta"
AUDIENCE = "moneta-api"
LONGEST = 2048
REFUSED = "The token is invalid or has expired"

Kind = Literal["access", "refresh"]


class Claims(msgspec.Struct, frozen=True, kw_only=True):
    """`sid` is the session's family, `sub` the user's id in digits."""

    typ: Kind
    sub: Annotated[str, msgspec.Meta(pattern="^[1-9][0-9]{0,17}$")]
    sid: UUID
    jti: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    iat: int
    exp: int

    @property
    def user_id(self) -> int:
        return int(self.sub)


@dataclass(frozen=True)
class Pair:
    access: str
    refresh: str
    expires_in: int
    refresh_hash: str
    refresh_expires_at: datetime


def issue_pair(*, user_id: int, family: UUID, seed: str, issued_at: datetime) -> Pair:
    """The same arguments give the same pair, byte for byte; `seed` must be secret and unpredictable."""
    refresh_id = _token_id("refresh", seed)
    ends = issued_at + settings.REFRESH_TOKEN_LIFETIME
    base = {"sub": str(user_id), "sid": str(family), "iat": _epoch(issued_at)}
    access = {
        "typ": "access",
        "jti": _token_id("access", seed),
        "exp": _epoch(issued_at + settings.ACCESS_TOKEN_LIFETIME),
    }
    refresh = {"typ": "refresh", "jti": refresh_id, "exp": _epoch(ends)}
    return Pair(
        access=_sign(base | access),
        refresh=_sign(base | refresh),
        expires_in=int(settings.ACCESS_TOKEN_LIFETIME.total_seconds()),
        refresh_hash=hash_id(refresh_id),
        refresh_expires_at=ends,
    )


def read(token: str, kind: Kind) -> Claims:
    """The claims of a token that we signed, of that kind and not expired; else `Unauthenticated`."""
    try:
        if len(token) > LONGEST:
            raise ValueError("too long to be ours")
        claims = msgspec.convert(_backend(settings.JWT_SECRET_KEY).decode(token), Claims)  # type: ignore[arg-type]  # the stubs ask for a Token, the method for its text
    except (TokenBackendError, ValueError, TypeError, OverflowError, RecursionError):
        raise Unauthenticated(REFUSED) from None
    if claims.typ != kind:
        raise Unauthenticated(REFUSED)
    return claims


def hash_id(jti: str) -> str:
    return hashlib.sha256(jti.encode()).hexdigest()


def _token_id(kind: Kind, seed: str) -> str:
    return hmac.new(settings.JWT_SECRET_KEY.encode(), f"{kind}:{seed}".encode(), "sha256").hexdigest()


def _epoch(instant: datetime) -> int:
    return int(instant.timestamp())


def _sign(claims: dict[str, Any]) -> str:
    return _backend(settings.JWT_SECRET_KEY).encode(claims)


@cache
def _backend(key: str) -> TokenBackend:
    return TokenBackend("HS256", signing_key=key, audience=AUDIENCE, issuer=ISSUER)
