"""A ledger in parts and a workbook under a new name, over HTTP; `test_large_uploads` does it in full size."""

from __future__ import annotations

from pathlib import Path

import pytest

from accounts.models import User
from accounts.services.login import log_in
from accounts.tests.factories import PASSWORD
from config.tests.faults.served import Client, Server, rows

pytestmark = pytest.mark.django_db(transaction=True)

COUNT = 3_000
SUM = COUNT * (COUNT + 1) / 2


def test_in_parts_and_under_a_new_name(ana: User, tmp_path: Path) -> None:
    server = Server(tmp_path / "log")
    client = Client(server, log_in(email=ana.email, password=PASSWORD)[1].access)
    whole = rows(COUNT)
    parts = [whole[start : start + 1_000] for start in (0, 1_000, 2_000)]
    with server.running():
        first = [
            client.upload(part, "book", part={"index": number, "count": 3}).json()
            for number, part in enumerate(parts, start=1)
        ]
        known = client.upload(whole, "book")
        renamed = client.upload(whole, "another hash", file_name="book (1).xlsx")
        again = client.upload(whole, "another hash", file_name="book (1).xlsx", same_source="book.xlsx")
        totals = client.get("calculations/totals").json()

    assert [answer["parts_missing"] for answer in first] == [2, 1, 0]
    assert [answer["stats"]["inserted"] for answer in first] == [1_000] * 3
    assert (known.status_code, known.json()["error"]) == (409, "File already imported")
    assert (renamed.status_code, renamed.json()["error"]) == (409, "Looks like book.xlsx")
    assert renamed.json()["source"] == "book.xlsx"
    assert (again.status_code, again.json()["stats"]["unchanged"]) == (200, COUNT)
    assert (totals["total_expenses"], totals["expense_transactions"]) == (SUM, COUNT)
