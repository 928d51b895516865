"""Mock banks that misbehave, over HTTP. Whatever they do: their truth in the end, nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import requests
from pytest_django import Settings

from accounts.models import User
from config.jobs.models import Job
from config.lib import clock
from finance.models import Transaction
from providers.mockbank.customers import find_or_open
from providers.mockbank.server import banks_running
from providers.models import Connection, SyncRun
from providers.registry import provider_of
from providers.services.seeding import link_practice_bank
from providers.services.tokens import access_token_of
from providers.tests.linked import ledger, sync

pytestmark = pytest.mark.django_db(transaction=True)

BANKS = ["banka", "bankb", "bankc"]
CUSTOMER = "ana"


@pytest.fixture
def banks(settings: Settings) -> Iterator[str]:
    settings.SYNC_RETRY_SECONDS, settings.SYNC_TIMEOUT_SECONDS = 0, 1
    settings.MOCK_BANKS = True
    with banks_running() as address:
        settings.MOCK_BANK_URL = address
        yield address


def link(user: User, bank: str, *, months: int = 1) -> Connection:
    customer = find_or_open(key=CUSTOMER, currency="USD", months=months, seed=7)
    connection: Connection = link_practice_bank(user=user, bank=bank, customer=customer).connection
    return connection


def order(connection: Connection, mode: str, **more: Any) -> None:
    address = f"{provider_of(connection.provider_id)._base}/control"  # type: ignore[attr-defined]
    answered = requests.post(address, json={"customer": CUSTOMER, "mode": mode, **more}, timeout=10)
    assert answered.status_code == 200, answered.text


def truth(connection: Connection) -> dict[str, tuple[Decimal, str, bool]]:
    """What the bank tells from the beginning: id -> signed amount, words, pending."""
    provider, token = provider_of(connection.provider_id), access_token_of(connection)
    rows: dict[str, tuple[Decimal, str, bool]] = {}
    cursor, more = "", True
    while more:
        page = provider.fetch_page(token, cursor)
        rows |= {
            row.external_id: (row.amount, row.description, row.status == "pending") for row in page.added
        }
        cursor, more = page.next_cursor, page.has_more
    return rows


def assert_true(connection: Connection) -> None:
    held = {key: (amount, note, pending) for key, _, amount, note, pending in ledger(connection)}
    assert held == truth(connection)
    assert len(held) == Transaction.objects.live().filter(user=connection.user_id).count()


FAULTS: dict[str, tuple[str, dict[str, Any], list[str]]] = {
    "500 twice": ("status", {"value": 500, "times": 2}, ["ok"]),
    "500 for good": ("status", {"value": 500, "times": 4}, ["failed", "ok"]),
    "503 at the accounts": ("status", {"value": 503, "times": 4, "on": "accounts"}, ["failed", "ok"]),
    "429 in seconds": ("status", {"value": {"status": 429, "retry_after": "5"}, "times": 1}, ["queued"]),
    "429 until a date": (
        "status",
        {"value": {"status": 429, "retry_after": "Fri, 31 Dec 2100 23:59:59 GMT"}, "times": 1},
        ["queued"],
    ),
    "429 and nonsense": ("status", {"value": {"status": 429, "retry_after": "soon"}, "times": 1}, ["queued"]),
    "no answer": ("hang", {"value": 1.5, "times": 1}, ["ok"]),
    "a byte now and then": ("slow", {"value": 0.2, "times": 4}, ["failed", "ok"]),
    "half an answer": ("malformed", {"times": 1}, ["failed", "ok"]),
    "a huge body": ("huge", {"value": 50_000_000, "times": 1}, ["failed", "ok"]),
    "a repeated page": ("repeat_page", {"times": 0}, ["failed", "ok"]),
    "no last page": ("endless", {"times": 0}, ["failed", "ok"]),
    "a revoked token": ("revoke", {}, ["failed"]),
    "an expired token": ("expire", {}, ["ok"]),
    "a forgotten cursor": ("reset_cursor", {}, ["ok"]),
}
SAMPLE = {"500 for good", "429 in seconds", "a repeated page", "a forgotten cursor", "an expired token"}


@pytest.mark.parametrize(
    "fault", [pytest.param(f, marks=() if f in SAMPLE else pytest.mark.slow) for f in FAULTS]
)
def test_a_bank_that_misbehaves(ana: User, banks: str, fault: str) -> None:
    mode, details, ends = FAULTS[fault]
    connection = link(ana, "banka")
    order(connection, "clock", value=(clock.now() - timedelta(days=7)).isoformat())
    assert sync(connection).status == "ok"
    before = ledger(connection)
    order(connection, "clock", value=None)
    order(connection, mode, **details)

    first = sync(connection)

    assert first.status == ends[0], first.error
    if ends[0] != "ok":
        assert ledger(connection) == before
    order(connection, "clear")
    if ends == ["queued"]:
        Job.objects.filter(kind="providers.sync").update(run_at=clock.now())
        Connection.objects.update(next_sync_at=clock.now())
    if mode == "revoke":
        assert connection.status == "needs_reauth"
        connection = link(ana, "banka")
    assert sync(connection).status == "ok"
    assert_true(connection)
    assert not SyncRun.objects.filter(status__in=["queued", "running"]).exists()


@pytest.mark.parametrize("bank", BANKS)
def test_the_bank_of_every_kind_followed_through_six_weeks(ana: User, banks: str, bank: str) -> None:
    """Pending rows are posted in all three ways, rows are corrected, dropped and delivered anew."""
    connection = link(ana, bank, months=2)
    now, days = clock.now(), range(42, -1, -2)
    seen = []
    for day in days:
        moment: datetime = now - timedelta(days=day)
        order(connection, "clock", value=moment.isoformat())
        run = sync(connection)
        assert run.status == "ok", run.error
        seen.append((run.inserted, run.updated, run.removed))
        assert_true(connection)

    assert bank != "bankb" or sum(updated for _, updated, _ in seen) > 5, seen


def test_an_account_that_is_down_holds_up_no_other(ana: User, banks: str) -> None:
    connection = link(ana, "banka")
    sync(connection)
    before = ledger(connection)
    order(connection, "reset_cursor")
    down = Transaction.objects.live().order_by("pk").values_list("account__external_id", flat=True)[0]
    order(connection, "outage", value=down)

    assert sync(connection).status == "ok"
    assert ledger(connection) == before
    order(connection, "clear")
    sync(connection)
    assert_true(connection)
