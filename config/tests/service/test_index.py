from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ABOUT = {"name": "Moneta", "version": "1.0.0", "status": "running", "docs": "/docs", "redoc": "/redoc"}


@pytest.mark.parametrize("path", ["/", "/api", "/api/"])
@pytest.mark.parametrize(
    "accept", [None, "*/*", "application/json", "application/json, text/html", "nonsense"]
)
def test_programs_get_json(client: Client, path: str, accept: str | None) -> None:
    answer = client.get(path, headers={"Accept": accept} if accept else {})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert answer.json() == ABOUT
    assert "Accept" in answer["Vary"]


def test_a_browser_gets_a_page_that_needs_nothing_from_elsewhere(client: Client) -> None:
    answer = client.get("/", headers={"Accept": BROWSER})
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    page = answer.content.decode()
    assert "<h1>Moneta</h1>" in page
    for target in ("/docs", "/redoc", "/admin/", "/api/readyz", "/api/openapi.json"):
        assert f'href="{target}"' in page
    assert not re.search(r"<script|<style|style=|\son\w+=|https?://", page)


def test_every_link_of_the_page_answers(client: Client, db: None) -> None:
    page = client.get("/", headers={"Accept": BROWSER}).content.decode()
    links = set(re.findall(r'(?:href|src)="([^"]+)"', page))
    assert len(links) >= 7
    for link in links:
        if link.startswith("/static/"):
            assert finders.find(link.removeprefix("/static/")), link
        else:
            assert client.get(link, follow=True).status_code == 200, link


def test_it_asks_nobody_who_they_are(client: Client) -> None:
    assert client.get("/", headers={"Authorization": "Bearer expired"}).json() == ABOUT


def test_only_reading(client: Client) -> None:
    assert client.head("/").status_code == 200
    answer = client.post("/", {"a": 1}, content_type="application/json")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert answer.json()["error"] == "Method not allowed"


def test_the_name_is_a_setting(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "APP_NAME", "Juno")
    assert client.get("/").json()["name"] == "Juno"
