from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from config.urls import finance_alias, table


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


def test_every_path_of_the_table_ends_in_an_optional_slash() -> None:
    assert [str(entry.pattern) for entry in table if not str(entry.pattern).endswith("/?$")] == []


def test_the_alias_of_finance_holds_two_words_only(client: Client) -> None:
    words = {re.sub(r"^\^?(\w+).*", r"\1", str(entry.pattern)) for entry in finance_alias}
    assert words == {"transactions", "categories"}
    assert client.get("/api/accounts").status_code == 401
    assert client.get("/api/finance/accounts").status_code == 404
