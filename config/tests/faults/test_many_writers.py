"""Eight clients that write and four that read, at once: nobody is turned away, and the sums are right."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from accounts.models import User
from accounts.services.login import log_in
from accounts.tests.factories import PASSWORD
from analytics.services.verification import verify
from config.tests.faults.served import Client, Server, rows

pytestmark = pytest.mark.django_db(transaction=True)

READS = ("calculations/totals", "transactions?limit=50", "accounts", "calculations/monthly-aggregation")


def write(client: Client, writer: int, until: float) -> Decimal:
    """Rows entered by hand and uploads in turn; returns what the ledger owes this writer."""
    total, turn = Decimal(0), 0
    while time.monotonic() < until:
        turn += 1
        if turn % 5:
            body = {"type": "Expense", "amount": "0.10", "date": "2026-01-15", "note": f"{writer}/{turn}"}
            answer, sum_ = client.post("transactions", body), Decimal("0.10")
        else:
            name = f"{writer}-{turn}"
            answer = client.upload(rows(20, note=name), name, file_name=f"{name}.xlsx", new_source=True)
            sum_ = Decimal(210)
        assert answer.status_code in {200, 201}, answer.text
        total += sum_
    return total


def read(client: Client, reader: int, until: float) -> int:
    turn = 0
    while time.monotonic() < until:
        answer = client.get(READS[(reader + turn) % len(READS)])
        assert answer.status_code == 200, answer.text
        turn += 1
    return turn


def crowd(ana: User, log: Path, seconds: float) -> None:
    server = Server(log)
    client = Client(server, log_in(email=ana.email, password=PASSWORD)[1].access)
    with server.running(), ThreadPoolExecutor(12) as pool:
        until = time.monotonic() + seconds
        writers = [pool.submit(write, client, number, until) for number in range(8)]
        readers = [pool.submit(read, client, number, until) for number in range(4)]
        owed = sum((writer.result() for writer in writers), Decimal(0))
        assert min(reader.result() for reader in readers) > 0
        totals = client.get("calculations/totals").json()
        balances = client.get("calculations/account-balances").json()

    assert Decimal(str(totals["total_expenses"])) == owed
    assert Decimal(str(balances["total_balance"])) == -owed
    assert verify(ana) == []


def test_ten_seconds(ana: User, tmp_path: Path) -> None:
    crowd(ana, tmp_path / "log", 10)


@pytest.mark.slow
def test_a_minute(ana: User, tmp_path: Path) -> None:
    crowd(ana, tmp_path / "log", 60)
