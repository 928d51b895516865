"""GET transactions/all."""

from __future__ import annotations

import json
from datetime import date
from typing import cast

import pytest
from django.http import StreamingHttpResponse
from rest_framework.test import APIClient

from accounts.models import User
from finance.selectors import transaction_stream
from finance.tests.factories import AccountFactory, TransactionFactory

pytestmark = pytest.mark.django_db
URL = "/api/transactions/all"


def sent(client: APIClient, url: str = URL) -> list[bytes]:
    response = cast("StreamingHttpResponse", client.get(url))
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    assert response.streaming
    return list(response)


@pytest.mark.parametrize("url", [URL, "/transactions/all/", "/v1/transactions/all"])
def test_every_live_row_of_the_owner_as_in_lists(ana_api: APIClient, ana: User, ben: User, url: str) -> None:
    account = AccountFactory(user=ana)
    for day in (1, 3, 2):
        TransactionFactory(user=ana, account=account, amount="0.10", date=date(2026, 1, day))
    TransactionFactory(user=ana, deleted=True)
    TransactionFactory(user=ben)
    rows = json.loads(b"".join(sent(ana_api, url)))
    assert [row["date"] for row in rows] == ["2026-01-03", "2026-01-02", "2026-01-01"]
    assert rows == ana_api.get("/api/transactions").json()["data"]


def test_empty_ledger_is_an_empty_array(ana_api: APIClient) -> None:
    assert b"".join(sent(ana_api)) == b"[]"


@pytest.mark.parametrize("number", [1, 2, 4, 5])
def test_chunks_make_one_array(
    ana_api: APIClient, ana: User, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(transaction_stream, "_FIRST_CHUNK", 1)
    monkeypatch.setattr(transaction_stream, "_CHUNK", 2)
    made = [TransactionFactory(user=ana).pk for _ in range(number)]
    parts = sent(ana_api)
    assert len(parts) == 2 + number // 2
    assert [row["id"] for row in json.loads(b"".join(parts))] == made[::-1]


def test_range_of_days(ana_api: APIClient, ana: User) -> None:
    for day in (1, 2, 3, 4):
        TransactionFactory(user=ana, date=date(2026, 1, day))
    rows = json.loads(b"".join(sent(ana_api, f"{URL}?start_date=2026-01-02&end_date=2026-01-03")))
    assert [row["date"] for row in rows] == ["2026-01-03", "2026-01-02"]


@pytest.mark.parametrize("asked", ["limit=5", "start_date=x", "start_date=2026-01-02&end_date=2026-01-01"])
def test_wrong_parameters_are_refused_before_the_stream(ana_api: APIClient, asked: str) -> None:
    response = ana_api.get(f"{URL}?{asked}")
    assert (response.status_code, response.streaming) == (400, False)


def test_unchanged_ledger_is_not_sent_again(ana_api: APIClient) -> None:
    tag = ana_api.get(URL)["ETag"]
    assert ana_api.get(URL, headers={"If-None-Match": tag}).status_code == 304
