from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from finance.domain.matching import Match, Payment, find_duplicates


def payment(pk: int, **changed: Any) -> Payment:
    return Payment(pk, 1, "Expense", 250_0000, date(2026, 1, 15), "swiggy order")._replace(**changed)


def test_the_same_payment_from_two_sources() -> None:
    [match] = find_duplicates([payment(2, text="swiggy")], [payment(1)])

    assert match == Match(2, 1, 100, "Same account and amount, same day, texts 100 % alike")


@pytest.mark.parametrize(
    "other",
    [
        {"account": 2},
        {"type": "Income"},
        {"amount": 250_0001},
        {"date": date(2026, 1, 19)},
        {"text": "rent january"},
    ],
)
def test_what_differs_is_another_payment(other: dict[str, Any]) -> None:
    assert find_duplicates([payment(2, **other)], [payment(1)]) == []


@pytest.mark.parametrize(("day", "words"), [(14, "1 day apart"), (18, "3 days apart")])
def test_banks_book_later(day: int, words: str) -> None:
    [match] = find_duplicates([payment(2)], [payment(1, date=date(2026, 1, day))])

    assert words in match.reason


def test_without_any_text_the_rest_has_to_do() -> None:
    assert [match.score for match in find_duplicates([payment(2, text="")], [payment(1)])] == [60]


def test_each_row_is_taken_once_and_the_best_pair_first() -> None:
    new = [payment(11, text="swiggy"), payment(12, text="swiggy order 5")]
    held = [payment(1, text="swiggy order 5"), payment(2, text="swiggy"), payment(3, text="swiggy")]

    pairs = {(match.new, match.held) for match in find_duplicates(new, held)}

    assert {new for new, _ in pairs} == {11, 12}
    assert len({held for _, held in pairs}) == 2
    assert find_duplicates([payment(11), payment(12)], [payment(1)]) == [
        Match(11, 1, 100, "Same account and amount, same day, texts 100 % alike")
    ]
