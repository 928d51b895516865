"""Cross-origin requests: exact origins, never reflected (pitfall M22)."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient


@pytest.mark.django_db
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "https://app.example.evil.example"])
def test_a_foreign_origin_is_not_reflected(api: APIClient, settings: Any, origin: str) -> None:
    settings.CORS_ALLOWED_ORIGINS = ["https://app.example"]
    preflight = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    for response in (
        api.get("/api/numbers", headers={"Origin": origin}),
        api.options("/api/numbers", headers=preflight),
    ):
        assert "Access-Control-Allow-Origin" not in response
        assert "Access-Control-Allow-Credentials" not in response


@pytest.mark.django_db
def test_a_known_origin_reads_errors_too(api: APIClient, settings: Any) -> None:
    settings.CORS_ALLOWED_ORIGINS = ["https://app.example"]
    for path in ("/raises/bug", "/api/numbers", "/nowhere"):
        response = api.get(path, headers={"Origin": "https://app.example"})
        assert response["Access-Control-Allow-Origin"] == "https://app.example"


def test_everybody_is_never_allowed(settings: Any) -> None:
    assert not getattr(settings, "CORS_ALLOW_ALL_ORIGINS", False)
    assert not getattr(settings, "CORS_ALLOWED_ORIGIN_REGEXES", [])
