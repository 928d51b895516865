"""Eight clients correct one transaction at once: no correction is lost, and its history is one chain."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from accounts.models import User
from accounts.services.login import log_in
from accounts.tests.factories import PASSWORD
from config.tests.faults.served import Client, Server
from finance.models import Transaction, TransactionChange

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS, TURNS = 8, 25


def correct(client: Client, pk: int, number: int) -> set[int]:
    """Amounts that nobody else writes."""
    path = f"transactions/{pk}/reconcile"
    bodies = ({"amount": 1000 * number + turn, "reason": "race"} for turn in range(1, TURNS + 1))
    return {client.post(path, body).status_code for body in bodies}


def test_m4_no_update_is_lost(ana: User, tmp_path: Path) -> None:
    server = Server(tmp_path / "log")
    client = Client(server, log_in(email=ana.email, password=PASSWORD)[1].access)
    with server.running(), ThreadPoolExecutor(CLIENTS) as pool:
        entry = {"type": "Expense", "amount": 1, "date": "2026-01-15"}
        pk = client.post("transactions", entry).json()["id"]
        clients = [pool.submit(correct, client, pk, number) for number in range(1, CLIENTS + 1)]
        statuses = set().union(*(done.result() for done in clients))
        total = client.get("calculations/totals").json()["total_expenses"]

    assert statuses == {200}
    lines = TransactionChange.objects.filter(transaction_id=pk, field="amount").order_by("pk")
    steps = [(line.before, line.after) for line in lines]
    assert len(steps) == CLIENTS * TURNS
    assert [before for before, _ in steps] == ["1", *(after for _, after in steps[:-1])]
    last = Decimal(str(steps[-1][1]))
    assert Decimal(str(total)) == last == Transaction.objects.get(pk=pk).amount
