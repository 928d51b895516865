from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from accounts.services.profile import update_profile
from finance.domain.rates import DatedRate
from finance.models import Account, Split, Transaction
from finance.services.conversion import reconvert, store_rates
from finance.services.splits import SplitLine, set_splits
from finance.services.upload import Upload, upload_rows

pytestmark = pytest.mark.django_db


def upload(user: User, *rows: dict[str, Any]) -> None:
    usual = {"date": "2025-01-15", "type": "Expense", "account": "Bank"}
    full = [{**usual, **row} for row in rows]
    upload_rows(user=user, upload=Upload(file_name="a.xlsx", file_hash=f"{len(rows):064x}", rows=full))


def amounts(user: User) -> list[tuple[Decimal | None, Decimal | None, Decimal | None]]:
    rows = Transaction.objects.for_user(user).order_by("id")
    return list(rows.values_list("base_amount", "account_amount", "to_amount"))


def fix(*rates: tuple[str, date, str]) -> None:
    store_rates([DatedRate(code, day, Decimal(rate)) for code, day, rate in rates], source="ecb")


def test_a_row_takes_the_rate_of_its_day_or_the_last_one_before(ana: User) -> None:
    fix(("INR", date(2025, 1, 10), "90"), ("USD", date(2025, 1, 10), "1.2"), ("USD", date(2025, 1, 16), "1"))
    upload(ana, {"amount": 10, "currency": "USD"}, {"amount": 7}, {"amount": 10, "currency": "EUR"})

    assert amounts(ana) == [
        (Decimal(750), Decimal(750), None),
        (Decimal(7), Decimal(7), None),
        (Decimal(900), Decimal(900), None),
    ]


def test_without_a_rate_nothing_is_guessed_until_one_arrives(ana: User) -> None:
    upload(ana, {"amount": 1000, "currency": "KWD"}, {"amount": 1})
    assert amounts(ana) == [(None, None, None), (Decimal(1), Decimal(1), None)]

    fix(("KWD", date(2025, 1, 1), "0.33"), ("INR", date(2025, 1, 1), "99"))

    assert amounts(ana) == [(Decimal(300_000), Decimal(300_000), None), (Decimal(1), Decimal(1), None)]


def test_a_corrected_rate_recounts_what_it_touches(ana: User, ben: User) -> None:
    fix(("INR", date(2025, 1, 15), "90"))
    upload(ana, {"amount": 10, "currency": "EUR"}, {"amount": 10, "currency": "EUR", "date": "2025-02-01"})
    upload(ben, {"amount": 10, "currency": "EUR"})

    fix(("INR", date(2025, 1, 15), "91"), ("INR", date(2025, 1, 31), "100"))

    assert [base for base, _, _ in amounts(ana)] == [Decimal(910), Decimal(1000)]
    assert [base for base, _, _ in amounts(ben)] == [Decimal(910)]


def test_transfers_between_currencies_have_both_amounts(ana: User) -> None:
    fix(("INR", date(2025, 1, 1), "90"))
    upload(ana, {"amount": 10, "currency": "EUR", "account": "Girokonto"})
    assert Account.objects.get(name="Girokonto").currency == "EUR"
    upload(
        ana,
        {"amount": 10, "currency": "EUR", "account": "Girokonto"},
        {"amount": 5, "type": "Transfer", "account": "Girokonto", "category": "Bank"},
    )

    assert amounts(ana) == [
        (Decimal(900), Decimal(10), None),
        (Decimal(450), Decimal(5), Decimal(450)),
    ]


def test_another_base_currency_recounts_rows_and_lines(ana: User) -> None:
    fix(("INR", date(2025, 1, 1), "90"), ("USD", date(2025, 1, 1), "1.2"))
    upload(ana, {"amount": 900}, {"amount": 12, "currency": "USD"}, {"amount": 100, "note": "split"})
    row = Transaction.objects.get(note="split").pk
    set_splits(user=ana, transaction_id=row, lines=[SplitLine(Decimal(10)), SplitLine(Decimal(90))])

    ana = update_profile(user=ana, changes={"base_currency": "EUR"})

    assert [base for base, _, _ in amounts(ana)] == [Decimal(10), Decimal(10), Decimal("1.11")]
    assert [account for _, account, _ in amounts(ana)] == [Decimal(900), Decimal(900), Decimal(100)]
    lines = Split.objects.order_by("position").values_list("base_amount", flat=True)
    assert list(lines) == [Decimal("0.11"), Decimal(1)]


def test_recounting_again_changes_nothing(ana: User) -> None:
    fix(("INR", date(2025, 1, 1), "90.123"))
    upload(ana, {"amount": "3.33", "currency": "EUR"}, {"amount": 5})
    before = amounts(ana)

    reconvert(user=ana)

    assert (
        amounts(ana)
        == before
        == [(Decimal("300.11"), Decimal("300.11"), None), (Decimal(5), Decimal(5), None)]
    )
