"""GET transactions/export and export/csv."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from io import StringIO
from typing import cast

import pytest
from django.http import StreamingHttpResponse
from rest_framework.test import APIClient

from accounts.models import User
from finance.models import ImportBatch
from finance.tests.factories import AccountFactory, CategoryFactory, SourceFactory, TransactionFactory

pytestmark = pytest.mark.django_db
URL = "/api/transactions/export"
HEADER = (
    "id,date,amount,currency,type,category,subcategory,account,from_account,to_account,note,source_file,"
    "last_seen_at"
)


def sent(client: APIClient, url: str = URL) -> str:
    response = cast("StreamingHttpResponse", client.get(url))
    assert response.status_code == 200
    return b"".join(response).decode()


def rows(client: APIClient, url: str = URL) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(sent(client, url))))


@pytest.mark.parametrize("url", [URL, "/transactions/export/", "/export/csv", "/api/export/csv"])
def test_file_of_the_seed(ana_api: APIClient, ana: User, ben: User, url: str) -> None:
    bank, card = AccountFactory(user=ana, name="Bank"), AccountFactory(user=ana, name="Cård")
    food = CategoryFactory(user=ana, name="Food")
    dining = CategoryFactory(user=ana, name="Dining", parent=food)
    source = SourceFactory(user=ana, kind="upload", name="Money.xlsx")
    batch = ImportBatch.objects.create(
        user=ana,
        source=source,
        format="json",
        file_name="Money.xlsx",
        created_at=datetime(2026, 5, 6, 7, 8, 9, tzinfo=UTC),
    )
    spent = TransactionFactory(
        user=ana, account=bank, category=dining, amount="5000.5", note='A "quoted", note', source=source,
        import_batch=batch, date=date(2025, 1, 15),
    )  # fmt: skip
    moved = TransactionFactory(
        user=ana,
        type="Transfer",
        account=bank,
        to_account=card,
        amount=7,
        currency="JPY",
        date=date(2025, 1, 14),
    )
    batch.seen = [[spent.pk, spent.pk]]
    batch.save()
    TransactionFactory(user=ana, deleted=True)
    TransactionFactory(user=ben)

    response = cast("StreamingHttpResponse", ana_api.get(url))

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="transactions.csv"'
    assert response["Cache-Control"] == "no-store"
    assert b"".join(response).decode() == (
        f"{HEADER}\r\n"
        f'{spent.pk},2025-01-15,5000.50,INR,Expense,Food,Dining,Bank,,,"A ""quoted"", note",Money.xlsx,'
        "2026-05-06T07:08:09Z\r\n"
        f"{moved.pk},2025-01-14,7,JPY,Transfer,,,Bank,Bank,Cård,,,2026-01-02T03:04:05Z\r\n"
    )


def test_empty_ledger_is_a_header(ana_api: APIClient) -> None:
    assert sent(ana_api) == f"{HEADER}\r\n"


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-2+3", "@x", "＝1", "－1+1"])
def test_formulas_are_neutralised_in_every_text(ana_api: APIClient, ana: User, text: str) -> None:
    account = AccountFactory(user=ana, name=text)
    category = CategoryFactory(user=ana, name=text)
    below = CategoryFactory(user=ana, name=text, parent=category)
    batch = ImportBatch.objects.create(
        user=ana, source=SourceFactory(user=ana), format="csv", file_name=text, created_at=account.created_at
    )
    TransactionFactory(user=ana, account=account, category=below, note=text, import_batch=batch)
    (row,) = rows(ana_api)
    texts = ("category", "subcategory", "account", "note", "source_file")
    assert {row[name] for name in texts} == {f"'{text}"}


def test_numbers_are_no_formulas(ana_api: APIClient, ana: User) -> None:
    TransactionFactory(user=ana, note="-12.50")
    (row,) = rows(ana_api)
    assert (row["note"], row["amount"]) == ("-12.50", "100.00")


def test_range_of_days(ana_api: APIClient, ana: User) -> None:
    for day in (1, 2, 3):
        TransactionFactory(user=ana, date=date(2026, 1, day))
    found = rows(ana_api, f"{URL}?start_date=2026-01-02&end_date=2026-01-02")
    assert [row["date"] for row in found] == ["2026-01-02"]


def test_wrong_parameters_are_refused_before_the_stream(ana_api: APIClient) -> None:
    response = ana_api.get(f"{URL}?format=xlsx")
    assert (response.status_code, response.streaming) == (400, False)


def test_nobody_is_refused(api: APIClient) -> None:
    assert api.get(URL).status_code == 401
