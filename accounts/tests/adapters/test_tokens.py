from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
import time_machine
from django.conf import settings
from pytest_django import Settings

from accounts.adapters import tokens
from config.lib.errors import Unauthenticated

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
FAMILY = uuid.UUID("11111111-2222-3333-4444-555555555555")


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def pair(**changes: Any) -> tokens.Pair:
    return tokens.issue_pair(**{"user_id": 7, "family": FAMILY, "seed": "s", "issued_at": NOON, **changes})


def claims(**changes: Any) -> dict[str, Any]:
    stamp = int(NOON.timestamp())
    whole = {
        "iss": "moneta",
        "aud": "moneta-api",
        "typ": "access",
        "sub": "7",
        "sid": str(FAMILY),
        "jti": "abc",
        "iat": stamp,
        "exp": stamp + 60,
        **changes,
    }
    return {name: value for name, value in whole.items() if value is not None}


def signed(payload: dict[str, Any], **options: Any) -> str:
    return jwt.encode(payload, settings.JWT_SECRET_KEY, **{"algorithm": "HS256", **options})


def test_a_pair_holds_the_documented_claims_and_lives() -> None:
    access = tokens.read(pair().access, "access")
    refresh = tokens.read(pair().refresh, "refresh")

    assert (access.user_id, access.sid, access.iat) == (7, FAMILY, int(NOON.timestamp()))
    assert access.exp - access.iat == 30 * 60 == pair().expires_in
    assert refresh.exp - refresh.iat == 7 * 24 * 3600
    assert access.jti != refresh.jti
    assert pair().refresh_hash == tokens.hash_id(refresh.jti)
    assert jwt.get_unverified_header(pair().access) == {"alg": "HS256", "typ": "JWT"}


def test_equal_arguments_give_equal_bytes_and_another_seed_others() -> None:
    assert pair() == pair()
    assert pair(seed="t").refresh_hash != pair().refresh_hash


def test_genuine_claims_are_read() -> None:
    assert tokens.read(signed(claims()), "access").user_id == 7


ODD: dict[str, Callable[[], str]] = {
    "empty": lambda: "",
    "no dots": lambda: "abc",
    "text": lambda: "not.a.token",
    "mon_ prefix": lambda: "mon_abc",
    "not ascii": lambda: "é.é.é",
    "lone surrogate": lambda: "\ud800.a.b",
    "too long": lambda: signed(claims(more="x" * 3000)),
    "alg none": lambda: jwt.encode(claims(), "", algorithm="none"),
    "HS512": lambda: signed(claims(), algorithm="HS512"),
    "other key": lambda: jwt.encode(claims(), "k" * 64, algorithm="HS256"),
    "crit header": lambda: signed(claims(), headers={"crit": ["b64"], "b64": True}),
    "detached": lambda: signed(claims()).replace(".", "..", 1),
    "deep header": lambda: f"{base64.urlsafe_b64encode(b'[' * 1200).decode()}.e30.e30",
    "array payload": lambda: jwt.PyJWS().encode(b"[]", settings.JWT_SECRET_KEY, algorithm="HS256"),
    "deep payload": lambda: jwt.PyJWS().encode(b"[" * 1200, settings.JWT_SECRET_KEY, algorithm="HS256"),
    "other issuer": lambda: signed(claims(iss="https://evil.example")),
    "no issuer": lambda: signed(claims(iss=None)),
    "other audience": lambda: signed(claims(aud="elsewhere")),
    "no audience": lambda: signed(claims(aud=None)),
    "expired": lambda: signed(claims(exp=int(NOON.timestamp()))),
    "no exp": lambda: signed(claims(exp=None)),
    "exp text": lambda: signed(claims(exp="soon")),
    "exp infinite": lambda: signed(claims(exp=float("inf"))),
    "exp list": lambda: signed(claims(exp=[1])),
    "iat in the future": lambda: signed(claims(iat=int(NOON.timestamp()) + 60)),
    "no iat": lambda: signed(claims(iat=None)),
    "iat true": lambda: signed(claims(iat=True)),
    "nbf in the future": lambda: signed(claims(nbf=int(NOON.timestamp()) + 60)),
    "no jti": lambda: signed(claims(jti=None)),
    "empty jti": lambda: signed(claims(jti="")),
    "jti number": lambda: jwt.PyJWS().encode(
        json.dumps(claims(jti=5)).encode(), settings.JWT_SECRET_KEY, algorithm="HS256"
    ),
    "no user": lambda: signed(claims(sub=None)),
    "user not a number": lambda: signed(claims(sub="ana")),
    "user zero": lambda: signed(claims(sub="0")),
    "user negative": lambda: signed(claims(sub="-1")),
    "user in Arabic digits": lambda: signed(claims(sub="٣")),
    "user of 20 digits": lambda: signed(claims(sub="99999999999999999999")),
    "user a number": lambda: jwt.PyJWS().encode(
        json.dumps(claims(sub=7)).encode(), settings.JWT_SECRET_KEY, algorithm="HS256"
    ),
    "no session": lambda: signed(claims(sid=None)),
    "session not a uuid": lambda: signed(claims(sid="1")),
    "no type": lambda: signed(claims(typ=None)),
    "refresh as access": lambda: pair().refresh,
    "unknown type": lambda: signed(claims(typ="id")),
}


@pytest.mark.parametrize("make", ODD.values(), ids=ODD.keys())
def test_anything_odd_is_unauthenticated(make: Callable[[], str]) -> None:
    with pytest.raises(Unauthenticated, match="invalid or has expired"):
        tokens.read(make(), "access")


def test_an_access_token_does_not_refresh() -> None:
    with pytest.raises(Unauthenticated):
        tokens.read(pair().access, "refresh")


def test_tokens_of_an_earlier_key_are_refused(settings: Settings) -> None:
    access = pair().access
    settings.JWT_SECRET_KEY = "another-key-of-sufficient-length-for-hs256"

    with pytest.raises(Unauthenticated):
        tokens.read(access, "access")


def test_lives_are_settings(settings: Settings) -> None:
    settings.ACCESS_TOKEN_LIFETIME = timedelta(minutes=2)
    settings.REFRESH_TOKEN_LIFETIME = timedelta(days=1)

    assert pair().expires_in == 120
    assert pair().refresh_expires_at == NOON + timedelta(days=1)
