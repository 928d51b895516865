from __future__ import annotations

import re

import pytest

from config.lib.text import fold
from finance.domain.default_categories import DEFAULT_CATEGORIES, PALETTE, bucket_for, colour_for


def test_the_ten_of_the_seed_in_its_order() -> None:
    assert [category.name for category in DEFAULT_CATEGORIES] == [
        "Food & Dining",
        "Transportation",
        "Shopping",
        "Entertainment",
        "Bills & Utilities",
        "Healthcare",
        "Travel",
        "Income",
        "Transfers",
        "Other",
    ]
    assert [category.name for category in DEFAULT_CATEGORIES if category.kind == "Income"] == ["Income"]


def test_names_are_unique_and_colours_are_colours() -> None:
    for category in DEFAULT_CATEGORIES:
        names = [fold(sub.name) for sub in category.children]
        assert len(names) == len(set(names)) > 2
        assert category.icon
    colours = [category.color for category in DEFAULT_CATEGORIES]
    assert len(set(colours)) == 10
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in (*colours, *PALETTE))


def test_analytics_finds_the_income_that_it_names() -> None:
    income = next(category for category in DEFAULT_CATEGORIES if category.name == "Income")
    assert {"Salary", "Stipend", "Bonus"} <= {sub.name for sub in income.children}


BUCKETS = {
    "needs": """
        Food, Rent, Utilities, Transport, Transportation, Healthcare, Insurance, Education, Loans,
        Home Loan EMI, Groceries, Food & Dining, Electricity Bill, School Fees, Fuel, Loan for
        shares
    """,
    "savings": """
        Emergency Fund, Savings, Fixed Deposit, RD, Recurring Deposits, Education Savings
    """,
    "investment": """
        Mutual Funds, Stocks, SIP, Investments, Gold Bonds, PPF, Crypto
    """,
    "wants": """
        Entertainment, Shopping, Cards, Greeting Cards, Hardware, Parents, Different, Apparent,
        Gossip, Goldsmith, Stockings, Healthy Snacks, Wedding
    """,
}


@pytest.mark.parametrize(
    ("name", "bucket"),
    [(name.strip(), bucket) for bucket, names in BUCKETS.items() for name in names.split(",")],
)
def test_bucket(name: str, bucket: str) -> None:
    assert bucket_for(name) == bucket


def test_a_colour_stays_with_its_name() -> None:
    assert colour_for("Hobbys") == colour_for("ＨÖBBYS") == colour_for("hobbys")
    assert colour_for("Hobbys") in PALETTE
    assert colour_for("TRAVEL") == "#00897b"
    assert len({colour_for(f"Category {number}") for number in range(100)}) == len(PALETTE)
