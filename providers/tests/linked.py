"""A login at the Plaid of a test, linked, and what the ledger then has of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from accounts.models import User
from config.jobs.models import Job
from config.jobs.services.runner import run_one
from config.lib import clock
from finance.models import Transaction
from providers.domain.contract import Grant
from providers.models import Connection, SyncRun
from providers.services.sync import request_sync
from providers.services.tokens import seal_tokens
from providers.tests.plaidserver import Item, PlaidServer

Row = tuple[str, date, Decimal, str, bool]


def link(user: User, item: Item, *, refresh_token: str = "") -> Connection:
    connection = Connection.objects.create(
        user=user, provider_id="plaid", item_id=item.id, institution="Bank P", created_at=clock.now()
    )
    seal_tokens(connection, Grant(item.access_token, item.id, refresh_token))
    connection.save()
    return connection


def sync(connection: Connection) -> SyncRun:
    """One run from request to end, by the queue of this process."""
    run = request_sync(connection, trigger="manual")
    [job] = Job.objects.filter(kind="providers.sync", key=str(connection.pk), state="waiting")
    run_one(job.pk)
    connection.refresh_from_db()
    run.refresh_from_db()
    return run


def ledger(connection: Connection) -> list[Row]:
    """The live rows that this connection brought: id, day, signed amount, note, pending."""
    rows = Transaction.objects.live().filter(
        source__kind="bank", source__name=f"connection:{connection.pk}", user=connection.user_id
    )
    return sorted(
        (
            row.external_id or "",
            row.date,
            row.amount if row.type == "Income" else -row.amount,
            row.note,
            row.status == "pending",
        )
        for row in rows
    )


def truth(item: Item) -> list[Row]:
    """The same as the bank has it; Plaid's amounts are money out."""
    rows: list[dict[str, Any]] = list(item.history.now().values())
    return sorted(
        (
            row["transaction_id"],
            date.fromisoformat(row["date"]),
            -Decimal(str(row["amount"])),
            row["name"],
            row["pending"],
        )
        for row in rows
    )


def busy(server: PlaidServer, *, rows: int, **fields: Any) -> Item:
    """A login with so many rows."""
    item = server.new_item(**fields)
    for number in range(rows):
        item.add(f"t{number}", number + 1)
    return item
