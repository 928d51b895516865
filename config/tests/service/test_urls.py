from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse


def test_reverse_names_the_canonical_mount() -> None:
    assert reverse("health") == "/api/health"
    assert reverse("v1:health") == "/v1/health"
    assert reverse("root:health") == "/health"


def test_admin_is_found_without_its_slash(client: Client) -> None:
    answer = client.get("/admin")
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/api/nothing",
        "/api/nothing/",
        "/v1/nothing",
        "/api//health",
        "/api/finance/health",
    ],
)
def test_an_unknown_path_is_json_and_no_redirect(client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json")
    body = answer.json()
    assert (body["success"], body["error"]) == (False, "Not found")
    assert body["request_id"] == answer["X-Request-ID"]


@pytest.mark.parametrize("mount", ["/api", "/v1", "", "/api/finance"])
@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize("word", ["transactions", "categories"])
def test_the_ledger_answers_on_every_mount(client: Client, mount: str, word: str, slash: str) -> None:
    assert client.get(f"{mount}/{word}{slash}").status_code == 401
