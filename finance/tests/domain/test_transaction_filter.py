"""What a filter makes of its values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from config.lib.errors import Invalid
from finance.domain.transaction_filter import TransactionFilter


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (None, ()),
        ("", ()),
        ("  ", ()),
        ("Café  COFFEE café", ("cafe", "coffee")),
        ("100%_a\\b", ("100%_a\\b",)),
        ("ＨＤＦＣ straße", ("hdfc", "strasse")),
    ],
)
def test_words_are_folded_and_unique(query: str | None, words: tuple[str, ...]) -> None:
    assert TransactionFilter(query=query).words == words


@pytest.mark.parametrize(
    ("amount", "least", "most"),
    [
        ("12.5", "12.5", "12.5"),
        ("0.00001", "0.0001", "0"),
        ("99999999999999", "1000000000.0001", "1000000000.0001"),
        ("-5", "-0.0001", "-0.0001"),
    ],
)
def test_amounts_become_what_the_column_can_hold(amount: str, least: str, most: str) -> None:
    filters = TransactionFilter(min_amount=Decimal(amount), max_amount=Decimal(amount))
    assert filters.least == Decimal(least)
    assert filters.most == Decimal(most)


def test_no_amount_is_no_condition() -> None:
    assert TransactionFilter().least is None
    assert TransactionFilter().most is None


def test_dates_in_reverse_are_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        TransactionFilter(start_date=date(2026, 2, 1), end_date=date(2026, 1, 31))
    assert refusal.value.errors == {"start_date": ["Must not be after end_date"]}


def test_amounts_in_reverse_are_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        TransactionFilter(min_amount=Decimal(2), max_amount=Decimal(1))
    assert refusal.value.errors == {"min_amount": ["Must not be above max_amount"]}


def test_one_day_and_one_amount_are_ranges() -> None:
    day = date(2026, 1, 1)
    filters = TransactionFilter(start_date=day, end_date=day, min_amount=Decimal(1), max_amount=Decimal(1))
    assert (filters.least, filters.most) == (Decimal(1), Decimal(1))
