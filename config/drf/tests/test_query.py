"""Query strings: unknown, repeated and odd parameters are refused (pitfalls M10, M11)."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db


def ask(api: APIClient, query: str) -> Any:
    return api.get(f"/api/numbers?{query}")


def errors_of(api: APIClient, query: str) -> dict[str, list[str]]:
    response = ask(api, query)
    assert response.status_code == 400, response.content
    found: dict[str, list[str]] = response.json()["errors"]
    return found


def test_values_are_read_as_their_types(ana_api: APIClient) -> None:
    query = (
        "tag=a&tag=%20b&account=7&since=2026-01-31T10:00Z&urgent=TRUE&query=caf%C3%A9%20bar&kind=odd&limit=3"
    )
    assert ask(ana_api, query).json()["query"] == {
        "limit": 3,
        "offset": None,
        "skip": None,
        "page": None,
        "cursor": None,
        "tag": ["a", "b"],
        "account_id": 7,
        "since": "2026-01-31",
        "urgent": True,
        "query": "café bar",
        "kind": "odd",
    }


def test_an_unknown_parameter_is_named(ana_api: APIClient) -> None:
    assert errors_of(ana_api, "limt=3&start=1") == {"limt": ["Unknown field"], "start": ["Unknown field"]}


def test_a_scalar_may_not_be_repeated(ana_api: APIClient) -> None:
    assert errors_of(ana_api, "limit=3&limit=3&kind=odd&kind=even") == {
        "limit": ["Given more than once"],
        "kind": ["Given more than once"],
    }


@pytest.mark.parametrize(
    "limit",
    [
        "0",
        "-1",
        "1001",
        "abc",
        "",
        "1.5",
        "1.0",
        "1e2",
        "1_0",
        "+1",
        "%201",
        "٣",
        "99999999999999999999",
        "9" * 5000,
    ],
)
def test_a_limit_out_of_range(ana_api: APIClient, limit: str) -> None:
    assert errors_of(ana_api, f"limit={limit}").keys() == {"limit"}


@pytest.mark.parametrize("name", ["offset", "skip"])
@pytest.mark.parametrize("value", ["-1", "10000001", "99999999999999999999", "abc", ""])
def test_an_offset_out_of_range(ana_api: APIClient, name: str, value: str) -> None:
    assert errors_of(ana_api, f"{name}={value}").keys() == {name}


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page=x", "page=100001&limit=1000", "page=10000001&limit=1"]
)
def test_a_page_out_of_range(ana_api: APIClient, query: str) -> None:
    assert errors_of(ana_api, query).keys() == {"page"}


@pytest.mark.parametrize(
    "query", ["offset=1&skip=1", "offset=0&page=1", "page=1&cursor=x", "skip=0&cursor=x"]
)
def test_only_one_way_to_say_where(ana_api: APIClient, query: str) -> None:
    assert errors_of(ana_api, query).keys() == {part.partition("=")[0] for part in query.split("&")}


@pytest.mark.parametrize(
    "query",
    [
        "account_id=x",
        "account_id=0",
        "account_id=99999999999999999999",
        "account_id=1.0",
        "urgent=yes",
        "urgent=",
        "since=20250115",
        "since=2025-W03",
        "kind=three",
        "query=" + "a%20" * 11,
        "query=" + "x" * 201,
        "query=" + "x" * 70_000,
        "query=" + "w%20" * 2000,
        "query=%00",
        "tag=%00",
        "tag=",
    ],
)
def test_an_odd_value(ana_api: APIClient, query: str) -> None:
    name = query.partition("=")[0]
    assert {found.partition(".")[0] for found in errors_of(ana_api, query)} == {name}


def test_broken_percent_encoding_is_text(ana_api: APIClient) -> None:
    assert ask(ana_api, "query=%ff%zz").json()["query"]["query"] == "\ufffd%zz"


def test_too_many_parameters(ana_api: APIClient) -> None:
    response = ask(ana_api, "&".join(f"a{n}=1" for n in range(2000)))
    assert (response.status_code, response["Content-Type"]) == (400, "application/json")
