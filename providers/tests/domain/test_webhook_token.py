from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from providers.domain.webhook_token import Claim, is_about, is_signed_by, read_token, usable_key
from providers.tests.plaidserver import encoded

NOW = datetime(2026, 1, 1, tzinfo=UTC)
BODY = b'{"a":  1}'
DIGEST = hashlib.sha256(BODY).hexdigest()
PRIVATE = ec.generate_private_key(ec.SECP256R1())
NUMBERS = PRIVATE.public_key().public_numbers()
KEY = {
    "alg": "ES256", "crv": "P-256", "kty": "EC", "use": "sig", "kid": "k1",
    "x": encoded(NUMBERS.x), "y": encoded(NUMBERS.y), "created_at": 1, "expired_at": None,
}  # fmt: skip
CLAIMS = {"iat": int(NOW.timestamp()), "request_body_sha256": DIGEST}


def token(claims: Any = CLAIMS, *, private: Any = PRIVATE, alg: str = "ES256", **header: Any) -> str:
    return jwt.encode(claims, private, alg, headers={"kid": "k1", **header})


def claim(age: float, digest: str = DIGEST) -> Claim:
    return Claim("k1", int((NOW - timedelta(seconds=age)).timestamp()), digest)


def test_a_token_is_read() -> None:
    assert read_token(token()) == Claim("k1", int(NOW.timestamp()), DIGEST)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a.b.c",
        "no token",
        "x" * 4001,
        token({"iat": 1}),
        token({"request_body_sha256": DIGEST}),
        token({**CLAIMS, "iat": True}),
        token({**CLAIMS, "iat": "now"}),
        token({**CLAIMS, "request_body_sha256": 5}),
        token(kid=""),
        token(kid="x" * 201),
        token(kid="a\nb"),
        token(alg="HS256", private="s" * 40),
        token(alg="none", private=None),
    ],
)
def test_what_is_no_token(text: str) -> None:
    assert read_token(text) is None


@pytest.mark.parametrize(
    ("age", "fresh"), [(0, True), (300, True), (301, False), (-60, True), (-61, False), (1e9, False)]
)
def test_a_token_is_fresh_for_five_minutes(age: float, *, fresh: bool) -> None:
    assert is_about(claim(age), BODY, now=NOW) is fresh


def test_a_token_is_about_these_very_bytes() -> None:
    assert not is_about(claim(0), b'{"a": 1}', now=NOW)
    assert not is_about(claim(0, DIGEST.upper()), BODY, now=NOW)
    assert not is_about(claim(0, "ü"), BODY, now=NOW)


@pytest.mark.parametrize(
    "change",
    [
        {"kid": "k2"},
        {"kty": "RSA"},
        {"crv": "P-384"},
        {"alg": "HS256"},
        {"expired_at": 5},
        {"x": 1},
        {"y": None},
    ],
)
def test_a_key_that_may_not_be_used(change: dict[str, Any]) -> None:
    assert usable_key(KEY, "k1")
    assert not usable_key({**KEY, **change}, "k1")


def test_a_signature() -> None:
    other = ec.generate_private_key(ec.SECP256R1())
    assert is_signed_by(token(), KEY)
    assert not is_signed_by(token(private=other), KEY)
    assert not is_signed_by(token()[:-4] + "AAAA", KEY)
    assert not is_signed_by(token(alg="HS256", private="s" * 40), KEY)
    assert not is_signed_by(token(alg="none", private=None), KEY)


@pytest.mark.parametrize("point", [{"x": "AA"}, {"x": KEY["y"], "y": KEY["x"]}, {"x": "!"}])
def test_a_point_that_is_on_no_curve(point: dict[str, str]) -> None:
    assert not is_signed_by(token(), {**KEY, **point})
