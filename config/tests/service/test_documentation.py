from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client


@pytest.mark.parametrize(
    "path", ["/openapi.json", "/api/openapi.json", "/api/schema", "/v1/schema/", "/schema"]
)
def test_the_schema(client: Client, path: str) -> None:
    answer = client.get(path, headers={"Authorization": "Bearer expired"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    schema = answer.json()
    assert schema["openapi"].startswith("3.1")
    assert {"/api/health", "/api/healthz", "/api/readyz"} <= set(schema["paths"])
    assert all(path.startswith("/api/") for path in schema["paths"])
    assert schema["paths"]["/api/health"]["get"]["security"] == []


@pytest.mark.parametrize("path", ["/docs", "/docs/", "/redoc", "/redoc/"])
def test_a_page_runs_files_of_our_own_only(client: Client, path: str) -> None:
    answer = client.get(path, headers={"Authorization": "Bearer expired"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
    page = answer.content.decode()
    assert 'data-schema="/api/openapi.json"' in page
    assert not re.search(r"<style|style=|\son\w+=|https?://", page)
    assert re.findall(r"<script[^>]*>([^<]*)</script>", page) == ["", ""]  # no inline script
    files = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
    assert len(files) == 4
    for file in files:
        assert finders.find(file.removeprefix("/static/")), file


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_the_policy_of_a_page_forbids_inline_scripts_and_other_hosts(client: Client, path: str) -> None:
    policy = dict(
        part.strip().split(" ", 1) for part in client.get(path)["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
