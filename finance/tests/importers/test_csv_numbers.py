from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.importers.csv.currencies import currencies_of, pick_currency
from finance.importers.csv.numbers import Number, is_blank, read_number


@pytest.mark.parametrize(
    ("cell", "point", "comma"),
    [
        ("12.50", "12.50", None),
        ("12,50", None, "12.50"),
        ("12.5", "12.5", None),
        ("1234", "1234", "1234"),
        ("1,234", "1234", "1.234"),
        ("1.234", "1.234", "1234"),
        ("1234,567", None, "1234.567"),
        ("0,123", None, "0.123"),
        ("1,234.56", "1234.56", None),
        ("1.234,56", None, "1234.56"),
        ("1,234,567", "1234567", None),
        ("1.234.567", None, "1234567"),
        ("1,00,000.00", "100000.00", None),
        ("12,34,567", "1234567", None),
        ("1 234,56", None, "1234.56"),
        ("1 234", "1234", "1234"),
        ("1\u00a0234,56", None, "1234.56"),
        ("1\u202f234,56", None, "1234.56"),
        ("1'234.50", "1234.50", None),
        ("1’234", "1234", "1234"),
        (".23", "0.23", None),
        (",5", None, "0.5"),
        ("12.", "12", None),
        ("12,-", None, "12"),
        ("1.234,--", None, "1234"),
        ("1 234,-", None, "1234"),
    ],
)
def test_every_possible_reading(cell: str, point: str | None, comma: str | None) -> None:
    assert read_number(cell) == Number(point, comma)


@pytest.mark.parametrize(
    ("cell", "marker"),
    [
        ("-5.00", "-"), ("- 5.00", "-"), ("5.00-", "-"), ("−5.00", "-"), ("–5.00", "-"), ("(5.00)", "-"),
        ("-(5.00)", "-"),
        ("(-5.00)", "-"), ("+5.00", "+"), ("5.00 Dr", "dr"), ("5.00 DR.", "dr"), ("5.00 D", "dr"),
        ("5.00 S", "dr"),
        ("5.00 Cr", "cr"), ("5.00CR", "cr"), ("5.00 H", "cr"), ("5.00 C", "cr"), ("-5.00 Dr", "dr"),
        ("+5.00 CR", "cr"),
        ("(5.00) Dr", "dr"), ("Cr 5.00", "cr"), ("5.00", ""),
    ],
)  # fmt: skip
def test_what_says_which_way(cell: str, marker: str) -> None:
    assert read_number(cell) == Number("5.00", None, marker)  # type: ignore[arg-type]  # a parameter is a str


@pytest.mark.parametrize(
    ("cell", "currency", "marker"),
    [
        ("$5.00", "$", ""), ("-$5.00", "$", "-"), ("$-5.00", "$", "-"), ("($5.00)", "$", "-"), ("5.00 €",
        "€", ""),
        ("USD 5.00", "USD", ""), ("5.00 usd", "usd", ""), ("Rs.5.00", "Rs.", ""), ("₹ 5.00 Dr", "₹", "dr"),
        ("kr 5.00", "kr", ""), ("5.00 kr.", "kr.", ""), ("R$ 5.00", "R$", ""), ("CHF -5.00", "CHF", "-"),
        ("د.ا.5.00", "د.ا.", ""),
    ],
)  # fmt: skip
def test_the_currency_beside_it(cell: str, currency: str, marker: str) -> None:
    assert read_number(cell) == Number("5.00", None, marker, currency)  # type: ignore[arg-type]  # as above


@pytest.mark.parametrize(
    "cell",
    [
        "", "-", "abc", "5 %", "12 pcs", "1e5", "1E-400", "1_000", "٣", "１２", "NaN", "Infinity",
        "1,23,45", "1200 3244 16",
        "1,234.567,89", "1.2.3", "12,34,56", "5.00 Dr Cr", "-5.00 Cr", "+-5", "--5 -", "(5.00", "5..",
        "..5", ".", ",",
        "01/02", "5.00 XYZ", "1" * 60, "12.-.5", "1 23", "'5",
    ],
)  # fmt: skip
def test_takes_nothing_else_for_an_amount(cell: str) -> None:
    assert read_number(cell) is None


@pytest.mark.parametrize("cell", ["", " ", "-", "--", "–", "n/a", "NULL", "None", "."])
def test_blank_signs(cell: str) -> None:
    assert is_blank(cell)


@pytest.mark.parametrize("cell", ["0", "0.00", "x", "-1", "nothing here"])
def test_filled_cells(cell: str) -> None:
    assert not is_blank(cell)


@pytest.mark.parametrize(
    ("cell", "zero"), [("0", True), ("0.00", True), (",00", True), ("0.01", False), ("10", False)]
)
def test_zero(cell: str, zero: bool) -> None:
    number = read_number(cell)
    assert number is not None
    assert number.is_zero is zero


@given(st.decimals(0, 10**9, places=2), st.sampled_from(["", ",", " ", "'"]))
def test_reads_back_what_is_written_with_a_point(amount: Decimal, grouping: str) -> None:
    cell = f"{amount:,.2f}".replace(",", grouping)
    number = read_number(cell)
    assert number is not None
    assert number.point is not None
    assert Decimal(number.point) == amount
    assert number.comma is None


@pytest.mark.parametrize(
    ("text", "default", "currency"),
    [
        ("EUR", None, "EUR"), ("eur", None, "EUR"), ("(GBP)", None, "GBP"), ("$", None, "USD"), ("$",
        "CAD", "CAD"),
        ("$", "EUR", "USD"), ("kr.", "NOK", "NOK"), ("kr", None, "SEK"), ("Rs.", "PKR", "PKR"), ("XYZ",
        "EUR", None),
        ("", "EUR", None),
    ],
)  # fmt: skip
def test_which_currency_a_sign_means(text: str, default: str | None, currency: str | None) -> None:
    assert pick_currency(text, default) == currency


def test_a_sign_may_mean_several() -> None:
    assert currencies_of("¥") == ("JPY", "CNY")
