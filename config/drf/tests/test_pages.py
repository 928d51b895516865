"""Pages: limits, offsets, pages and cursors over real rows, in two queries."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import User
from config.drf.cursors import cursor_after, read_cursor
from config.drf.models import IdempotentRequest
from config.drf.pages import Page, page_of
from config.drf.tests.urls import add_ticket
from config.lib.errors import Invalid

pytestmark = pytest.mark.django_db


@pytest.fixture
def tickets(ana: User, ben: User) -> list[int]:
    """Ana's in their order, by falling status and then by id; one of Ben's is between them."""
    rows = [add_ticket(ana, f"a{n}", 1 + n % 3) for n in range(7)]
    add_ticket(ben, "b", 2)
    return [row.pk for row in sorted(rows, key=lambda row: (-row.status, row.pk))]


def ids(body: dict[str, Any]) -> list[int]:
    return [row["id"] for row in body["data"]]


def test_one_body_for_every_list(ana_api: APIClient, tickets: list[int]) -> None:
    body = ana_api.get("/api/tickets?limit=3&offset=2").json()
    assert body == {
        "data": body["data"],
        "total": 7,
        "limit": 3,
        "offset": 2,
        "has_more": True,
        "next_cursor": body["next_cursor"],
    }
    assert ids(body) == tickets[2:5]


@pytest.mark.parametrize(
    ("query", "start", "end", "more"),
    [
        ("", 0, 7, False),
        ("limit=7", 0, 7, False),
        ("limit=6", 0, 6, True),
        ("limit=3&page=1", 0, 3, True),
        ("limit=3&page=3", 6, 7, False),
        ("limit=3&skip=6", 6, 7, False),
        ("limit=3&offset=7", 7, 7, False),
        ("offset=10000000", 10**7, 10**7, False),
    ],
)
def test_where_a_page_lies(
    ana_api: APIClient, tickets: list[int], query: str, start: int, end: int, more: bool
) -> None:
    body = ana_api.get(f"/api/tickets?{query}").json()
    assert ids(body) == tickets[start:end]
    assert (body["total"], body["offset"], body["has_more"], body["next_cursor"] is not None) == (
        7,
        start,
        more,
        more,
    )


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_cursors_walk_the_whole_list_once(ana_api: APIClient, tickets: list[int], limit: int) -> None:
    found: list[int] = []
    query = f"limit={limit}"
    while True:
        body = ana_api.get(f"/api/tickets?{query}").json()
        assert (body["offset"], body["total"]) == (len(found), 7)
        found += ids(body)
        if not body["has_more"]:
            break
        query = f"limit={limit}&cursor={body['next_cursor']}"
    assert found == tickets


def test_a_cursor_stays_at_its_row_when_rows_come_and_go(
    ana: User, ana_api: APIClient, tickets: list[int]
) -> None:
    first = ana_api.get("/api/tickets?limit=3").json()
    IdempotentRequest.objects.filter(pk__in=tickets[:2]).delete()
    add_ticket(ana, "new", 9)
    second = ana_api.get(f"/api/tickets?limit=100&cursor={first['next_cursor']}").json()
    assert ids(second) == tickets[3:]


def test_rows_may_be_dicts_and_keys_date_times(ana: User, ana_api: APIClient) -> None:
    for second in (5, 3, 5, 1):
        row = add_ticket(ana, f"t{second}{IdempotentRequest.objects.count()}")
        row.created_at = datetime(2026, 1, 1, 0, 0, second, 250_000, tzinfo=UTC)
        row.save()
    first = ana_api.get("/api/rows?limit=1").json()
    rest = ana_api.get(f"/api/rows?limit=3&cursor={first['next_cursor']}").json()
    stamps = [row["created_at"] for row in first["data"] + rest["data"]]
    assert stamps == [f"2026-01-01T00:00:0{second}.250000Z" for second in (5, 5, 3, 1)]


def test_the_queries_of_a_page(ana: User, tickets: list[int], django_assert_num_queries: Any) -> None:
    rows = IdempotentRequest.objects.for_user(ana)
    with django_assert_num_queries(2):
        body = page_of(rows, Page(limit=2), order=("-status", "id"), present=lambda row: row.pk)
    with django_assert_num_queries(1):
        page_of(
            rows,
            Page(limit=2, cursor=body["next_cursor"]),
            order=("-status", "id"),
            present=lambda row: row.pk,
        )
    with django_assert_num_queries(1):
        body = page_of(rows, Page(limit=2), order=("-status", "id"), present=lambda row: row.pk, total=99)
    assert (body["data"], body["total"]) == (tickets[:2], 99)


def test_a_cursor_seeks_and_does_not_skip(ana: User, tickets: list[int]) -> None:
    rows = IdempotentRequest.objects.for_user(ana)
    order = ("-status", "id")
    first = page_of(rows, Page(limit=2), order=order, present=lambda row: row.pk)
    with CaptureQueriesContext(connection) as seen:
        page_of(rows, Page(limit=2, cursor=first["next_cursor"]), order=order, present=lambda row: row.pk)
    (query,) = [each["sql"] for each in seen]
    assert "OFFSET" not in query
    assert '"status" <= 3' in query


@pytest.mark.parametrize("change", ["", "x", "é", "%00", "A" * 40, "A" * 3000, "AAA=", "=", "..", "-_"])
def test_a_cursor_that_is_none(ana_api: APIClient, change: str) -> None:
    response = ana_api.get(f"/api/tickets?cursor={change}")
    assert (response.status_code, response.json()["errors"].keys()) == (400, {"cursor"})


def test_every_changed_character_is_noticed(ana_api: APIClient, tickets: list[int]) -> None:
    cursor = ana_api.get("/api/tickets?limit=3").json()["next_cursor"]
    for place in range(0, len(cursor) - 1, 7):
        changed = cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :]
        assert ana_api.get(f"/api/tickets?cursor={changed}").status_code == 400, changed


@pytest.mark.parametrize("path", ["/api/tickets?status=2", "/api/rows?limit=3", "/api/numbers?limit=3"])
def test_a_cursor_of_another_list_or_filter(ana_api: APIClient, tickets: list[int], path: str) -> None:
    cursor = ana_api.get("/api/tickets?limit=3").json()["next_cursor"]
    response = ana_api.get(f"{path}&cursor={cursor}")
    assert response.json()["errors"] == {"cursor": ["Belongs to a query with other filters or another order"]}


def test_filters_of_a_struct_belong_to_its_cursor(ana_api: APIClient) -> None:
    cursor = ana_api.get("/api/numbers?limit=3&tag=a").json()["next_cursor"]
    assert ana_api.get(f"/api/numbers?limit=3&tag=a&cursor={cursor}").json()["data"] == [3, 4, 5]
    assert ana_api.get(f"/api/numbers?limit=4&tag=a&cursor={cursor}").json()["data"] == [3, 4, 5, 6]
    assert ana_api.get(f"/api/numbers?limit=3&tag=b&cursor={cursor}").status_code == 400


def test_a_list_in_memory(ana_api: APIClient) -> None:
    body = ana_api.get("/api/numbers?limit=4&page=3").json()
    del body["query"]
    assert body == {
        "data": [8, 9],
        "total": 10,
        "limit": 4,
        "offset": 8,
        "has_more": False,
        "next_cursor": None,
    }


def test_keys_keep_their_type() -> None:
    keys: list[Any] = [
        5,
        "é",
        Decimal("1.50"),
        datetime(2026, 1, 31, tzinfo=UTC),
        datetime(2026, 1, 31, tzinfo=UTC).date(),
    ]
    cursor = read_cursor(cursor_after(query="q", keys=keys, offset=1, total=2), query="q")
    assert cursor.values() == keys
    assert [type(key) for key in cursor.values()] == [type(key) for key in keys]


def test_a_key_without_an_order_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError, match="NoneType cannot be a sort key"):
        cursor_after(query="q", keys=[None], offset=0, total=0)  # type: ignore[list-item] # what a nullable field gives
    with pytest.raises(Invalid):
        read_cursor(cursor_after(query="q", keys=[1], offset=0, total=0), query="other")
