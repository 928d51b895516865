from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, getcontext, localcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.lib.money import (
    GROSS_LIMIT,
    ROW_LIMIT,
    UNIT,
    MoneyError,
    format_money,
    from_units,
    parse_money,
    round_money,
    to_units,
    wire,
)

D = Decimal

amounts = st.decimals(min_value=-ROW_LIMIT, max_value=ROW_LIMIT, places=4)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0", "0"),
        ("12.5", "12.5"),
        ("-12.3456", "-12.3456"),
        ("007", "7"),
        ("1000000000", "1000000000"),
        ("-1000000000.0000", "-1000000000"),
        (5, "5"),
        (-7, "-7"),
        (10**9, "1000000000"),
        (D("1.10"), "1.10"),
        (D("0.0001"), "0.0001"),
    ],
)
def test_what_is_an_amount(value: Any, expected: str) -> None:
    parsed = parse_money(value)
    assert isinstance(parsed, D)
    assert parsed == D(expected)


@pytest.mark.parametrize("value", ["-0", "-0.00", D("-0.00"), "-0.0000"])
def test_minus_zero_is_zero(value: Any) -> None:
    assert not parse_money(value).is_signed()


@pytest.mark.parametrize(
    "value",
    [
        "", " ", " 1", "1 ", "1\n", "+1", "--1", "-", ".", ".5", "5.", "1.2.3", "1,5", "1,000", "1 000",
        "1_000", "0x10", "1e5", "1E5", "1E-2", "NaN", "nan", "sNaN", "Infinity", "-inf", "١٢", "１２", "१२",
        "①", "²", "−5", "1٫5", "₹5", "1\0", "9" * 5000, "1." + "0" * 5000, D("NaN"), D("sNaN"), D("Infinity"),
        D("-Infinity"), D("1E+5"), D("1E-400"), D("0E-400"), D("1E+999999"), 1.5, 0.0, float("nan"), True,
        False, None, [], {}, b"1", 1j,
    ],
)  # fmt: skip
def test_what_is_none(value: Any) -> None:
    with pytest.raises(MoneyError):
        parse_money(value)


@pytest.mark.parametrize(
    ("decimals", "good", "bad"), [(0, "1", "1.0"), (2, "1.25", "1.250"), (3, "1.125", "1.1251")]
)
def test_no_more_decimals_than_the_currency_has(decimals: int, good: str, bad: str) -> None:
    for kind in (str, D):
        assert parse_money(kind(good), decimals=decimals) == D(good)
        with pytest.raises(MoneyError, match=f"at most {decimals} decimals"):
            parse_money(kind(bad), decimals=decimals)


@pytest.mark.parametrize(
    "value",
    [
        "1000000000.0001",
        "-1000000000.01",
        10**9 + 1,
        pytest.param(-(10**5000), id="5001 digits"),
        D(10) ** 10 + D("0.1"),
    ],
)
def test_a_row_has_a_limit(value: Any) -> None:
    with pytest.raises(MoneyError, match="between -1000000000 and 1000000000"):
        parse_money(value)


def test_another_limit_may_be_named() -> None:
    assert parse_money("100000000000000", limit=GROSS_LIMIT) == GROSS_LIMIT
    with pytest.raises(MoneyError, match="between"):
        parse_money("100000000000000.0001", limit=GROSS_LIMIT)
    with pytest.raises(MoneyError, match="between -5 and 5"):
        parse_money("5.01", limit=D(5))


@given(amounts)
def test_an_amount_survives_text_units_and_back(amount: D) -> None:
    assert parse_money(f"{amount:f}") == amount
    assert from_units(to_units(amount)) == amount
    assert to_units(amount) * UNIT == amount


@given(st.integers(min_value=-(10**18), max_value=10**18))
def test_units_survive(units: int) -> None:
    assert to_units(from_units(units)) == units


@pytest.mark.parametrize(
    "value",
    [D("NaN"), D("Infinity"), GROSS_LIMIT + UNIT, -GROSS_LIMIT - UNIT, D("1E+400"), D("-1E+999999999")],
)
def test_units_have_a_range(value: D) -> None:
    with pytest.raises(MoneyError, match="out of range"):
        to_units(value)


@pytest.mark.parametrize(
    "value",
    [D("0.00001"), D("1.00005"), D("99999999999999.99999"), D("1E-999999999"), D("1." + "0" * 90 + "1")],
)
def test_units_are_whole(value: D) -> None:
    with pytest.raises(MoneyError, match="at most 4 decimals"):
        to_units(value)


@pytest.mark.parametrize(
    ("value", "currency", "expected"),
    [
        ("1.005", "INR", "1.00"),
        ("1.015", "INR", "1.02"),
        ("-1.005", "INR", "-1.00"),
        ("2.5", "JPY", "2"),
        ("3.5", "JPY", "4"),
        ("1.0005", "KWD", "1.000"),
        ("1.0015", "KWD", "1.002"),
        ("1.00005", "CLF", "1.0000"),
        ("7", "INR", "7.00"),
        ("1.239", "???", "1.24"),
        ("123456789012345678901234567890.125", "USD", "123456789012345678901234567890.12"),
    ],
)
def test_rounding_is_half_even_to_the_minor_unit(value: str, currency: str, expected: str) -> None:
    assert str(round_money(D(value), currency)) == expected
    assert str(wire(D(value), currency)) == expected


def test_m2_rounding_does_not_depend_on_the_context_of_the_caller() -> None:
    with localcontext() as context:
        context.prec, context.rounding = 5, "ROUND_UP"
        assert str(round_money(D("1234567.125"), "INR")) == "1234567.12"
        assert to_units(D("1234567.1234")) == 12345671234
        assert from_units(12345671234) == D("1234567.1234")
    assert getcontext().rounding == ROUND_HALF_EVEN


def test_a_rounded_nothing_has_no_sign() -> None:
    assert str(round_money(D("-0.004"), "INR")) == "0.00"


def test_only_finite_values_are_rounded() -> None:
    with pytest.raises(MoneyError, match="not a number"):
        round_money(D("NaN"), "INR")


@given(amounts, st.sampled_from(["INR", "JPY", "KWD", "CLF"]))
def test_rounding_twice_is_rounding_once(amount: D, currency: str) -> None:
    once = round_money(amount, currency)
    assert round_money(once, currency) == once
    assert abs(once - amount) <= D("0.5")


@pytest.mark.parametrize(
    ("value", "currency", "expected"),
    [
        ("0", "INR", "₹0.00"),
        ("999.5", "INR", "₹999.50"),
        ("1000", "INR", "₹1,000.00"),
        ("99999", "INR", "₹99,999.00"),
        ("100000", "INR", "₹1,00,000.00"),
        ("-1234567.895", "INR", "-₹12,34,567.90"),
        ("1000000000", "INR", "₹1,00,00,00,000.00"),
        ("1234567.89", "USD", "$1,234,567.89"),
        ("-0.001", "USD", "$0.00"),
        ("1234567", "JPY", "¥1,234,567"),
        ("1234.5", "CHF", "CHF 1,234.50"),
        ("5", "BRL", "R$5.00"),
        ("5", "DKK", "kr. 5.00"),
        ("1.5", "KWD", "KWD 1.500"),
        ("5", "???", "???5.00"),
        ("5", "ABC", "ABC 5.00"),
    ],
)
def test_money_for_people(value: str, currency: str, expected: str) -> None:
    assert format_money(D(value), currency) == expected


@given(amounts, st.sampled_from(["INR", "USD"]))
def test_grouping_changes_no_digit(amount: D, currency: str) -> None:
    shown = format_money(amount, currency)
    assert D(shown.replace(",", "").replace("₹", "").replace("$", "")) == round_money(amount, currency)
