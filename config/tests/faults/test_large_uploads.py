"""The largest upload in one request, and a larger ledger in parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from accounts.models import User
from accounts.services.login import log_in
from accounts.tests.factories import PASSWORD
from config.tests.faults.served import Client, Server, rows
from finance.models import ImportBatch, Transaction

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path / "log")


@pytest.fixture
def client(server: Server, ana: User) -> Client:
    return Client(server, log_in(email=ana.email, password=PASSWORD)[1].access)


def test_a_hundred_thousand_rows(server: Server, client: Client) -> None:
    with server.running():
        first = client.upload(rows(100_000), "large").json()["stats"]
        known = client.upload(rows(100_000), "large")
        again = client.upload(rows(100_000), "large", force=True).json()["stats"]
        totals = client.get("calculations/totals").json()

    assert (first["inserted"], first["processed"]) == (100_000, 100_000)
    assert known.status_code == 409
    assert (again["unchanged"], again["processed"]) == (100_000, 100_000)
    assert totals["total_expenses"] == 100_000 * 100_001 // 2


def test_a_quarter_million_rows_in_parts(server: Server, client: Client, ana: User) -> None:
    whole = rows(250_000)
    parts = [whole[:100_000], whole[100_000:200_000], whole[200_000:]]
    with server.running():
        for force in (False, True):
            answers = [
                client.upload(part, "larger", force=force, part={"index": index, "count": 3}).json()
                for index, part in enumerate(parts, start=1)
            ]
            assert [answer["parts_missing"] for answer in answers] == [2, 1, 0]
            came = "unchanged" if force else "inserted"
            assert [answer["stats"][came] for answer in answers] == [100_000, 100_000, 50_000]
        shorter = client.upload(whole[:240_000][-90_000:], "shorter")

    assert shorter.status_code == 409  # most of the source would go
    assert Transaction.objects.for_user(ana).live().count() == 250_000
    assert [batch.rows_in_file for batch in ImportBatch.objects.for_user(ana)] == [250_000, 250_000]
