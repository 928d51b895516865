from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.lib.money import ROW_LIMIT
from providers.domain import fields
from providers.domain.fields import Unreadable

FULLWIDTH = "１２"


@pytest.mark.parametrize(
    ("value", "read"), [("t1", "t1"), (17, "17"), ("A-1 b/ü", "A-1 b/ü"), ("x" * 255, "x" * 255)]
)
def test_an_id(value: Any, read: str) -> None:
    assert fields.identity({"id": value}, "id") == read


@pytest.mark.parametrize("value", [None, "", " t1", "t1\n", "a\x00b", "x" * 256, True, Decimal(1), [], {}])
def test_what_is_no_id(value: Any) -> None:
    with pytest.raises(Unreadable, match=r"^id is not an id$"):
        fields.identity({"id": value}, "id")


def test_the_first_spelling_that_is_there_counts() -> None:
    assert fields.identity({"acct_id": None, "acc_id": "b"}, "acct_id", "acc_id") == "b"
    assert fields.identity({"acct_id": "a", "acc_id": "b"}, "acct_id", "acc_id") == "a"


@pytest.mark.parametrize(
    ("row", "read"), [({}, None), ({"p": None}, None), ({"p": ""}, None), ({"p": "x"}, "x")]
)
def test_an_id_that_may_be_missing(row: dict[str, Any], read: str | None) -> None:
    assert fields.optional_identity(row, "p") == read


def test_an_id_that_may_be_missing_is_still_an_id() -> None:
    values: list[Any] = [False, [], {}]
    for value in values:
        with pytest.raises(Unreadable, match=r"^p is not an id$"):
            fields.optional_identity({"p": value}, "p")


def test_text_is_clean_and_short() -> None:
    assert fields.text({"n": "  Café\u202e  \n bar "}, "n") == "Café bar"
    assert fields.text({"n": "abcdef"}, "n", limit=3) == "abc"
    assert fields.text({"n": None}, "n") == ""
    with pytest.raises(Unreadable, match=r"^n is not text$"):
        fields.text({"n": 1}, "n")


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (Decimal("-12.5"), "-12.5000"),
        (7, "7.0000"),
        ("-812.40", "-812.4000"),
        ("0.0001", "0.0001"),
        ("-0", "0.0000"),
        (Decimal("10.100000000000001"), "10.1000"),
        (Decimal("-0.000000000000001"), "0.0000"),
        ("1000000000", "1000000000.0000"),
    ],
)
def test_an_amount(value: Any, read: str) -> None:
    assert str(fields.amount({"amt": value}, "amt")) == read


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        "",
        "12,5",
        "1e3",
        "+1",
        "NaN",
        FULLWIDTH,
        1.5,
        [],
        "0.00005",
        "1000000000.01",
        Decimal("1E+3"),
    ],
)
def test_what_is_no_amount(value: Any) -> None:
    with pytest.raises(Unreadable, match=r"^amt"):
        fields.amount({"amt": value}, "amt")


def test_a_reason_quotes_nothing() -> None:
    with pytest.raises(Unreadable) as raised:
        fields.amount({"amt": "secret"}, "amt")
    assert str(raised.value) == "amt: not a number"


def test_an_amount_that_may_be_missing() -> None:
    assert fields.optional_amount({"b": None}, "b") is None
    assert fields.optional_amount({"b": "5000000000"}, "b") == 5_000_000_000


@given(st.decimals(-ROW_LIMIT, ROW_LIMIT, places=4))
@settings(max_examples=50)
def test_four_decimals_are_kept_exactly(value: Decimal) -> None:
    assert fields.amount({"amt": f"{value:f}"}, "amt") == value
    assert fields.amount({"amt": f"{value:f}"}, "amt") == -fields.amount({"amt": f"{-value:f}"}, "amt")


def test_days() -> None:
    assert fields.day({"d": "2024-02-29"}, "d") == date(2024, 2, 29)
    assert fields.day_first({"d": "29/02/2024"}, "d") == date(2024, 2, 29)
    assert fields.optional_day({"d": None}, "d") is None
    assert fields.optional_day({"d": "2024-02-29"}, "d") == date(2024, 2, 29)


@pytest.mark.parametrize(
    "value",
    [None, "", "2023-02-29", "29/02/2024", "2024-2-9", "20240229", "1899-12-31", "2101-01-01", 20240229],
)
def test_what_is_no_day(value: Any) -> None:
    with pytest.raises(Unreadable, match=r"^d is not a date$"):
        fields.day({"d": value}, "d")


@pytest.mark.parametrize("value", ["02/29/2024", "2024-02-29", "1/1/2024", None])
def test_what_is_no_day_in_the_old_way(value: Any) -> None:
    with pytest.raises(Unreadable, match=r"^d is not a date$"):
        fields.day_first({"d": value}, "d")


def test_currencies() -> None:
    assert fields.currency({"c": " inr"}, "c") == "INR"
    for value in (None, "", "XXY", 840, "US"):
        with pytest.raises(Unreadable, match=r"^c is not a currency$"):
            fields.currency({"c": value}, "c")


def test_words() -> None:
    words = {"B": "posted"}
    assert fields.word({"s": "B"}, "s", words) == "posted"
    values: list[Any] = [None, "b", 1, []]
    for value in values:
        with pytest.raises(Unreadable, match=r"^s is not one of its words$"):
            fields.word({"s": value}, "s", words)
