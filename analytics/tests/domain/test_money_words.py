from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from analytics.domain.money_words import MoneyStyle, day_words, month_words, percent

D = Decimal


@pytest.mark.parametrize(
    ("style", "amount", "written"),
    [
        (MoneyStyle("INR", "₹", indian=True), "1234567.891", "₹12,34,567.89"),
        (MoneyStyle("INR", "₹", indian=True), "-999", "-₹999.00"),
        (MoneyStyle("INR", "₹"), "1234567", "₹1,234,567.00"),
        (MoneyStyle("JPY", "¥"), "1234.4", "¥1,234"),
        (MoneyStyle("CHF", "CHF"), "1000", "CHF 1,000.00"),
        (MoneyStyle("INR", "Rs."), "5", "Rs. 5.00"),
        (MoneyStyle("SEK", "kr", after=True), "-1000.5", "-1,000.50 kr"),
        (MoneyStyle("EUR", "€", after=True, indian=True), "100000", "1,00,000.00 €"),
    ],
)
def test_money(style: MoneyStyle, amount: str, written: str) -> None:
    assert style(D(amount)) == written


def test_shares_months_and_days() -> None:
    assert percent(D(1), D(3)) == "33.3%"
    assert percent(D(1), D(4)) == "25%"
    assert percent(D(-1), D(8)) == "-12.5%"
    assert month_words(202512) == "December 2025"
    assert day_words(date(2025, 1, 9)) == "9 January 2025"
