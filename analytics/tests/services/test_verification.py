"""Each thing broken by hand, behind the back of every service, is found and named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User
from analytics.domain.drift import Drift
from analytics.services import verification
from analytics.services.locks import figures_locked
from analytics.services.refresh import refresh_all
from analytics.services.verification import verify
from analytics.tests.january import Ledger
from config.jobs.tests.threads import PATIENCE, start
from config.lib.errors import Unavailable
from finance.domain.rates import DatedRate
from finance.models import Category, Source, Transaction
from finance.services.conversion import store_rates
from finance.services.demo import fill_demo
from finance.tests.factories import CategoryFactory
from preferences.models import StaleMark

pytestmark = pytest.mark.django_db


@pytest.fixture
def its(ana: User) -> Ledger:
    ledger = Ledger(ana)
    store_rates([DatedRate("INR", date(2026, 1, 2), Decimal(90))], source="ecb")
    refresh_all(ana)
    return ledger


def execute(statement: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def test_a_sound_ledger_has_no_drift(its: Ledger) -> None:
    assert verify(its.user) == []


def test_an_empty_ledger_has_no_drift(ben: User) -> None:
    assert verify(ben) == []


def test_the_ledger_of_the_demo_has_no_drift(ana: User) -> None:
    for _ in fill_demo(user=ana, today=date(2026, 3, 1)):
        pass

    assert verify(ana) == []


def test_marked_months_are_no_drift(its: Ledger) -> None:
    execute("UPDATE analytics_monthlysummary SET total_income = 7 WHERE period = 202601")
    StaleMark.objects.create(user=its.user, period=202601)

    assert verify(its.user) == []


FLOW = "user_id, period, from_account_id, to_account_id, total, count, last_date, last_amount"
TWICE = (
    f"INSERT INTO analytics_flowmonth ({FLOW})"
    f" SELECT {FLOW} FROM analytics_flowmonth WHERE to_account_id IS NULL"
)
FIGURES = [
    (
        "UPDATE analytics_dailysummary SET expense = 7 WHERE date = '2026-01-12'",
        ("analytics_dailysummary", "202601 2026-01-12 expense", 7, 700_000),
    ),
    (
        "UPDATE analytics_monthlysummary SET tax_paid = tax_paid + 1 WHERE period = 202601",
        ("analytics_monthlysummary", "202601 tax_paid", 10_000_001, 10_000_000),
    ),
    (
        "UPDATE analytics_categorymonth SET top_count = 9 WHERE period = 202602",
        ("analytics_categorymonth", "202602 {food} Expense top_count", 9, 1),
    ),
    (
        "UPDATE analytics_merchantmonth SET last_date = '2026-01-31' WHERE period = 202601",
        (
            "analytics_merchantmonth",
            "202601 Shop {food} last_date",
            date(2026, 1, 31),
            date(2026, 1, 12),
        ),
    ),
    (
        "UPDATE analytics_flowmonth SET last_amount = 1 WHERE to_account_id IS NULL",
        ("analytics_flowmonth", "202601 {bank} None last_amount", 1, 50_000),
    ),
    (
        "DELETE FROM analytics_accountday WHERE date = '2026-01-12'",
        ("analytics_accountday", "202601 2026-01-12 {card}", None, {"moved": -700_000, "count": 1}),
    ),
    (
        "UPDATE analytics_accountday SET period = 202603 WHERE date = '2026-01-12'",
        ("analytics_accountday", "202603 2026-01-12 {card}", {"moved": -700_000, "count": 1}, None),
    ),
    (
        TWICE,
        ("analytics_flowmonth", "rows with a key of their own", 4, 3),
    ),
]


@pytest.mark.parametrize(("statement", "expected"), FIGURES)
def test_a_figure_that_is_not_the_ledgers_is_named(
    its: Ledger, statement: str, expected: tuple[Any, ...]
) -> None:
    execute(statement)

    table, key, held, right = expected
    named = key.format(food=its.food.pk, bank=its.bank.pk, card=its.card.pk)
    assert Drift(table, named, held, right) in verify(its.user)


COLUMNS = [
    ("period", 202603, "202603", "202601"),
    ("base_amount", 10_000, "1", "200"),
    ("account_amount", None, "None", "200"),
    ("to_amount", 10_000, "1", "None"),
]


@pytest.mark.parametrize(("column", "value", "held", "right"), COLUMNS)
def test_a_row_that_contradicts_itself_is_named(
    its: Ledger, column: str, value: object, held: str, right: str
) -> None:
    execute(f"UPDATE finance_transaction SET {column} = %s WHERE id = %s", value, its.shopping.pk)

    found = verify(its.user)

    [drift] = [each for each in found if each.table == "finance_transaction"]
    assert (drift.key, str(drift.held), str(drift.right)) == (f"{its.shopping.pk} {column}", held, right)
    assert all(each.table != "finance_split" for each in found)


def test_a_split_line_that_breaks_its_sum_and_its_conversion_is_named(its: Ledger) -> None:
    line = its.shopping.splits.order_by("position")[0]
    execute("UPDATE finance_split SET amount = 1510000 WHERE id = %s", line.pk)

    assert [each for each in verify(its.user) if each.table == "finance_split"] == [
        Drift("finance_split", f"transaction {its.shopping.pk} amount", 2_010_000, 2_000_000),
        Drift("finance_split", f"{line.pk} base_amount", "150", "151"),
    ]


def test_a_transfer_to_itself_is_named(its: Ledger) -> None:
    row = Transaction.objects.get(type="Transfer", to_account=its.fund)
    execute("UPDATE finance_transaction SET to_account_id = account_id WHERE id = %s", row.pk)

    right = "another account, of a transfer"
    expected = Drift("finance_transaction", str(row.pk), f"to account {its.bank.pk}", right)
    assert expected in verify(its.user)


def test_a_reference_to_something_of_somebody_else_is_named(its: Ledger, ben: User) -> None:
    other: Category = CategoryFactory(user=ben)
    execute("UPDATE finance_transaction SET category_id = %s WHERE id = %s", other.pk, its.shopping.pk)

    expected = Drift(
        "finance_transaction",
        f"{its.shopping.pk} category_id",
        other.pk,
        "a row of finance_category of the same user",
    )
    assert expected in verify(its.user)


@pytest.mark.parametrize("index", ["finance_transaction_identity", "finance_transaction_external"])
def test_two_rows_of_one_identity_are_named(its: Ledger, index: str) -> None:
    source = Source.objects.for_user(its.user).get()
    identity = {"fingerprint": b"x" * 32, "occurrence": 1} if "identity" in index else {"external_id": "x"}
    first, second = (its.enter(15, 1, source=source) for _ in range(2))
    refresh_all(its.user)
    execute(f"DROP INDEX {index}")
    Transaction.objects.filter(pk__in=[first.pk, second.pk]).update(**identity)

    assert verify(its.user) == [Drift("finance_transaction", f"{second.pk} {next(iter(identity))}", 2, 1)]


@pytest.mark.django_db(transaction=True)
def test_a_ledger_that_is_written_all_the_time_cannot_be_checked(
    ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "CALLER_WAITS", 0.01)

    def refused() -> int | None:
        with pytest.raises(Unavailable) as problem:
            verify(ana)
        return problem.value.retry_after

    with figures_locked(ana.pk, wait=1):
        assert start(refused).result(PATIENCE) == 10


@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite writers wait")
@pytest.mark.django_db(transaction=True)
def test_what_is_written_during_a_check_is_not_seen(ana: User) -> None:
    with verification._one_instant():
        assert not StaleMark.objects.exists()
        start(lambda: StaleMark.objects.create(user=ana, period=202601)).result(PATIENCE)
        assert not StaleMark.objects.exists()
    with transaction.atomic():
        assert StaleMark.objects.exists()
