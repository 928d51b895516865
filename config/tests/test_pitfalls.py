"""What the stock stack does wrong, asked of the product itself; the kit's tests ask the same of its parts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rest_framework.test import APIClient

from finance.models import Account, ImportBatch, Transaction

pytestmark = pytest.mark.django_db

ENTRY = {"type": "Expense", "amount": 5, "date": "2026-01-15", "account": "Bank"}
DEEP = ("[" * 100_000 + "]" * 100_000, '{"a":' * 100_000 + "1" + "}" * 100_000)


def rows(count: int, **fields: Any) -> list[dict[str, Any]]:
    usual = {"date": "2026-01-15", "amount": 5, "type": "Expense", "account": "Bank", "category": "Food"}
    return [{**usual, "note": f"row {number}", **fields} for number in range(count)]


def upload(api: APIClient, sent: list[dict[str, Any]]) -> Any:
    return api.post("/api/upload", {"file_name": "a.xlsx", "file_hash": "a" * 64, "rows": sent})


def assert_refused(answer: Any, status: int = 400) -> None:
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/json"), answer.content[:300]
    assert answer.json()["success"] is False
    assert Transaction.objects.count() == Account.objects.count() == ImportBatch.objects.count() == 0


def test_m1_ten_thousand_dimes_are_a_thousand(ana_api: APIClient) -> None:
    assert upload(ana_api, rows(10_000, amount=0.1)).status_code == 200
    assert b'"total_expenses":1000.00,' in ana_api.get("/api/calculations/totals").content
    assert ana_api.get("/api/accounts").json()["data"][0]["balance"] == -1000


def test_m1_the_largest_amount_keeps_its_last_cent(ana_api: APIClient) -> None:
    assert ana_api.post("/api/transactions", {**ENTRY, "amount": "999999999.99"}).status_code == 201
    assert b'"total_expenses":999999999.99,' in ana_api.get("/api/calculations/totals").content


@pytest.mark.parametrize("amount", ["1.005", 1.005, "0.001"])
def test_m2_nothing_is_rounded_on_the_way_in(ana_api: APIClient, amount: Any) -> None:
    assert_refused(upload(ana_api, rows(1, amount=amount)))
    answer = ana_api.post("/api/transactions", {**ENTRY, "amount": amount})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["amount"])
    assert Transaction.objects.count() == 0


@pytest.mark.parametrize("path", ["transactions", "upload", "auth/login", "accounts", "transactions/bulk"])
@pytest.mark.parametrize(
    "body", [DEEP, '{"a":' * 100_000 + "1" + "}" * 100_000, '{"note":"\\u0000"}', "\ufeff{}"]
)
def test_m10_bodies_that_broke_others(ana_api: APIClient, path: str, body: str) -> None:
    answer = ana_api.generic("POST", f"/api/{path}", body, content_type="application/json")
    assert_refused(answer)


@pytest.mark.parametrize(
    "query",
    [
        "limit=99999999999999999999",
        "offset=99999999999999999999",
        "account_id=99999999999999999999",
        "limit=-1",
        "offset=-1",
        "limit=abc",
        "query=" + "x" * 70_000,
        "query=" + "+".join(["word"] * 2_000),
        "query=%00",
        "query=%ED%A0%80&query=x",
        "sort_by=user__password",
        "sort_by=-date;drop",
        "min_amount=1e400",
        "min_amount=NaN",
        "start_date=2025-W03",
        "start_date=20250115",
        "end_date=0001-01-01",
    ],
)
def test_m10_m11_queries_that_broke_others(ana_api: APIClient, query: str) -> None:
    for path in ("transactions", "transactions/search"):
        assert_refused(ana_api.get(f"/api/{path}?{query}"))


@pytest.mark.parametrize(
    "change",
    [
        {"amount": "1_000"},
        {"amount": "１２"},
        {"amount": "٣"},
        {"amount": "1E-400"},
        {"amount": "1e3"},
        {"amount": "NaN"},
        {"amount": -5},
        {"amount": True},
        {"amount": None},
        {"date": "20250115"},
        {"date": "2025-W03"},
        {"date": "2025-1-5"},
        {"date": "0001-01-01"},
        {"date": "9999-12-31"},
        {"date": 20250115},
        {"note": "x" * 1_000_000},
        {"note": 5},
        {"colour": "red"},
    ],
    ids=lambda change: str(change)[:40],
)
def test_m11_values_that_others_accept(ana_api: APIClient, change: dict[str, Any]) -> None:
    assert_refused(ana_api.post("/api/transactions", {**ENTRY, **change}))
    assert_refused(upload(ana_api, [*rows(3), *rows(1, **change)]))


def test_m11_a_key_that_comes_twice(ana_api: APIClient) -> None:
    body = json.dumps(ENTRY)[:-1] + ',"amount":500}'
    assert_refused(ana_api.generic("POST", "/api/transactions", body, content_type="application/json"))


@pytest.mark.parametrize("charset", ["utf-7", "latin-1", "utf-16"])
def test_m11_another_charset(ana_api: APIClient, charset: str) -> None:
    kind = f"application/json; charset={charset}"
    answer = ana_api.generic("POST", "/api/transactions", json.dumps(ENTRY), content_type=kind)
    assert_refused(answer, 415)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/nothing", 404),
        ("GET", "/nothing/at/all", 404),
        ("GET", "/api/transactions/0", 404),
        ("GET", "/api/transactions/99999999999999999999", 404),
        ("GET", "/api/transactions/x", 404),
        ("DELETE", "/api/transactions", 405),
        ("TRACE", "/api/transactions", 405),
        ("GET", "/api/upload", 405),
    ],
)
def test_m14_errors_are_json(ana_api: APIClient, method: str, path: str, status: int) -> None:
    assert_refused(ana_api.generic(method, path), status)


@pytest.mark.parametrize(("path", "limit"), [("upload", 32_000_000), ("transactions", 2_621_440)])
def test_m14_too_large_is_json(ana_api: APIClient, path: str, limit: int) -> None:
    answer = ana_api.generic("POST", f"/api/{path}", " " * (limit + 1), content_type="application/json")
    assert_refused(answer, 413)


def test_m14_a_failure_of_ours_is_json(ana_api: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.api.calculations.flows.span_flow", lambda *_: 1 / 0)
    ana_api.raise_request_exception = False
    answer = ana_api.get("/api/calculations/totals")
    assert_refused(answer, 500)
    assert answer.json()["request_id"] == answer["X-Request-ID"]
    assert "ZeroDivision" not in answer.content.decode()


def test_m16_a_file_of_bad_rows_names_fifty(ana_api: APIClient) -> None:
    answer = upload(ana_api, rows(20_000, amount=-1))
    assert_refused(answer)
    assert answer.json()["invalid_rows"] == 20_000
    assert len(answer.json()["errors"]["rows"]) == 50
    assert len(answer.content) < 10_000


@pytest.mark.parametrize(
    ("text", "found"),
    [("café", 1), ("CAFE", 1), ("ｃａｆｅ", 1), ("cafe%", 0), ("100%", 1), ("caf_", 0), ("_", 1), ("%", 1)],
)
def test_m20_search_is_the_same_on_every_database(ana_api: APIClient, text: str, found: int) -> None:
    for note in ("CAFÉ Zürich", "100% cotton", "a_b"):
        ana_api.post("/api/transactions", {**ENTRY, "note": note})
    assert ana_api.get("/api/transactions/search", {"query": text}).json()["total"] == found
