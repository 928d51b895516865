from __future__ import annotations

import re
from itertools import chain

import pytest
from django.test import Client
from pytest_django import Settings

from config.security import DOCUMENTATION_POLICY, POLICY

ORIGIN = "http://localhost:5173"


def directives(policy: str) -> dict[str, list[str]]:
    return {name: values for name, *values in (part.split() for part in policy.split(";"))}


@pytest.mark.parametrize("policy", [POLICY, DOCUMENTATION_POLICY])
def test_no_policy_allows_inline_script_or_another_server(policy: str) -> None:
    rules = directives(policy)
    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == ["'self'"]
    assert rules["frame-ancestors"] == ["'none'"]
    assert set(chain.from_iterable(rules.values())) <= {
        "'none'",
        "'self'",
        "'unsafe-inline'",
        "data:",
        "blob:",
    }
    assert [name for name, values in rules.items() if "'unsafe-inline'" in values] in ([], ["style-src"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/healthz", POLICY),
        ("/nowhere", POLICY),
        ("/admin/login/", POLICY),
        ("/docs", DOCUMENTATION_POLICY),
        ("/redoc", DOCUMENTATION_POLICY),
    ],
)
def test_headers_of_every_answer(client: Client, path: str, policy: str) -> None:
    headers = client.get(path).headers
    assert headers["Content-Security-Policy"] == policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/docs", "/redoc", "/admin/login/"])
def test_pages_have_no_inline_script_and_no_foreign_address(client: Client, path: str) -> None:
    html = client.get(path, headers={"Accept": "text/html"}).content.decode()
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", html) == []
    assert re.findall(r"\son\w+=|javascript:", html) == []
    assert re.findall(r"""(?:src|href)=["'](?:https?:)?//""", html) == []


@pytest.mark.django_db
def test_an_allowed_origin_may_call_and_read(client: Client) -> None:
    headers = client.get("/healthz", headers={"Origin": ORIGIN}).headers
    assert headers["Access-Control-Allow-Origin"] == ORIGIN
    assert headers["Access-Control-Expose-Headers"] == (
        "ETag, Retry-After, X-Request-ID, X-Response-Time, Content-Disposition"
    )
    assert "Access-Control-Allow-Credentials" not in headers


@pytest.mark.django_db
def test_preflight(client: Client) -> None:
    asked = {
        "Origin": ORIGIN,
        "Access-Control-Request-Method": "PATCH",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    answer = client.options("/api/transactions/1", headers=asked)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert set(answer.headers["Access-Control-Allow-Methods"].split(", ")) >= {
        "GET",
        "POST",
        "PUT",
        "PATCH",
        "DELETE",
    }
    allowed = set(answer.headers["Access-Control-Allow-Headers"].split(", "))
    assert allowed >= {"authorization", "content-type", "idempotency-key", "if-none-match", "x-request-id"}
    assert allowed >= {"x-confirm-password"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://localhost:5173.evil.example",
        "http://localhost:51730",
        "null",
        "https://localhost:5173",
    ],
)
def test_another_origin_is_not_reflected(client: Client, origin: str) -> None:
    headers = client.get("/healthz", headers={"Origin": origin}).headers
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.django_db
def test_pages_are_redirected_to_https_and_api_paths_never(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    for path in ("/", "/admin/", "/docs", "/app/x", "/account/login"):
        answer = Client().get(path)
        assert (answer.status_code, answer.headers["Location"]) == (301, f"https://testserver{path}")
    for path in ("/healthz", "/api/nothing", "/v1/nothing", "/transactions"):
        assert Client().get(path).status_code in {200, 401, 404}


def test_behind_a_proxy_the_forwarded_scheme_counts_only_when_hops_are_named(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    forwarded = {"X-Forwarded-Proto": "https"}
    assert Client().get("/docs", headers=forwarded).status_code == 301
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    answer = Client().get("/docs", headers=forwarded)
    assert answer.status_code == 200
