from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from finance.domain.transfers import Leg, Pair, find_transfers

DAY = date(2025, 1, 15)


def leg(pk: int, amount: int, **changed: Any) -> Leg:
    usual = Leg(pk, 1 if amount < 0 else 2, DAY, amount, "INR", amount)
    return usual._replace(**changed)


def test_equal_amounts_of_two_accounts_are_proposed() -> None:
    assert find_transfers([leg(1, -500)], [leg(2, 500)]) == [Pair(1, 2, "Same amount, same day")]
    assert find_transfers([leg(2, 500)], [leg(1, -500)]) == [Pair(1, 2, "Same amount, same day")]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"date": DAY + timedelta(days=1)}, "Same amount, 1 day apart"),
        ({"date": DAY - timedelta(days=4)}, "Same amount, 4 days apart"),
        ({"date": DAY + timedelta(days=5)}, None),
        ({"account": 1}, None),
        ({"amount": 501}, None),
        ({"amount": -500}, None),
        ({"currency": "USD", "amount": 6, "value": 510}, "Same value in another currency, same day"),
        ({"currency": "USD", "amount": 6, "value": 490}, "Same value in another currency, same day"),
        ({"currency": "USD", "amount": 6, "value": 511}, None),
        ({"currency": "USD", "amount": 6, "value": None}, None),
    ],
)
def test_four_days_and_two_per_cent_are_the_limits(changed: dict[str, Any], reason: str | None) -> None:
    found = find_transfers([leg(1, -500)], [leg(2, 500)._replace(**changed)])

    assert [pair.reason for pair in found] == ([reason] if reason else [])


def test_each_row_is_in_one_pair_and_the_nearest_comes_first() -> None:
    new = [leg(1, -500), leg(2, -500, date=DAY + timedelta(days=2))]
    held = [leg(3, 500, date=DAY + timedelta(days=2)), leg(4, 500, date=DAY + timedelta(days=4))]

    pairs = find_transfers(new, held)

    assert [(pair.outgoing, pair.incoming) for pair in pairs] == [(2, 3), (1, 4)]


def test_two_held_rows_are_not_compared() -> None:
    assert find_transfers([leg(9, -1)], [leg(1, -500), leg(2, 500)]) == []


def test_what_was_proposed_before_is_not_proposed_again() -> None:
    assert find_transfers([leg(1, -500)], [leg(2, 500)], settled={(1, 2)}) == []


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_calendar_has_ends(day: date) -> None:
    assert len(find_transfers([leg(1, -500, date=day)], [leg(2, 500, date=day)])) == 1
