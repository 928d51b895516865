from __future__ import annotations

from decimal import Decimal

import pytest

from analytics.domain.category_moves import Move, move_of, sentences

MONTHS = (202501, 202502, 202503, 202504, 202505, 202506)


def move(category: str, recent: str, before: str) -> Move:
    return Move(category, Decimal(recent), Decimal(before))


def shown(amount: Decimal) -> str:
    return f"₹{amount:.2f}"


@pytest.mark.parametrize(
    ("amounts", "first", "recent", "before", "word"),
    [
        ({202501: 30, 202503: 60, 202506: 150}, 202501, 50, 30, "increasing"),
        ({202501: 300, 202506: 30}, 202501, 10, 100, "decreasing"),
        ({202501: 100, 202504: 109}, 202501, "36.33", "33.33", "stable"),
        ({202504: 90}, 202501, 30, 0, "increasing"),
        # The ledger is four months old: one month is compared with the three after it.
        ({202503: 30, 202506: 90}, 202503, 30, 30, "stable"),
        ({202506: 90}, 202505, 45, 45, "stable"),
        ({}, 202507, 0, 0, "stable"),
        ({202412: 5}, 202412, 0, 0, "stable"),
    ],
)
def test_move(amounts: dict[int, int], first: int, recent: object, before: object, word: str) -> None:
    decimals = {period: Decimal(amount) for period, amount in amounts.items()}
    found = move_of("Food", decimals, months=MONTHS, first=first)
    rounded = [amount.quantize(Decimal("0.01")) for amount in (found.recent, found.before)]
    assert rounded == [Decimal(str(recent)), Decimal(str(before))]
    assert found.trend == word


def test_sentences_tell_the_largest_move_first() -> None:
    moves = [
        move("Rent", "1000", "1000"),
        move("Food", "150", "120"),
        move("Travel", "40", "200"),
        move("Pets", "60", "0"),
    ]
    assert sentences(moves, shown=shown) == [
        "Spending on Travel fell by 80%: ₹40.00 a month, ₹200.00 before",
        "New spending on Pets: ₹60.00 a month, ₹0.00 before",
        "Spending on Food rose by 25%: ₹150.00 a month, ₹120.00 before",
    ]


@pytest.mark.parametrize(
    ("recent", "before", "told"),
    [("110", "100", 1), ("109", "100", 0), ("90", "100", 1), ("8", "0", 1), ("7", "0", 0), ("0", "0", 0)],
)
def test_what_is_worth_a_sentence(recent: str, before: str, told: int) -> None:
    moves = [move("Rent", "380", "380"), move("Food", recent, before)]
    assert len(sentences(moves, shown=shown)) == told


def test_nothing_moves_in_an_empty_ledger() -> None:
    assert sentences([], shown=shown) == []
