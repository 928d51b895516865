from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from analytics.domain.category_changes import CategoryChange
from analytics.domain.money_words import MoneyStyle
from analytics.domain.month_series import Month
from analytics.domain.narrative import (
    Part,
    Payment,
    Story,
    expense_narrative,
    highlights,
    income_narrative,
    recommendations,
    summary,
)

D = Decimal
RUPEES = MoneyStyle("INR", "₹", indian=True)
NOTHING = Story(
    income=D(0),
    expenses=D(0),
    income_count=0,
    expense_count=0,
    months=(),
    source=None,
    spending=None,
    largest=None,
    changes=(),
    goal=D(20),
)
YEAR = Story(
    income=D(450_000),
    expenses=D(285_000),
    income_count=289,
    expense_count=1945,
    months=(Month(202510, D(250_000), D(245_000)), Month(202511, D(200_000), D(40_000))),
    source=Part("Salary", D(400_000)),
    spending=Part("Rent", D(120_000)),
    largest=Payment("Rent", date(2025, 10, 1), D(60_000)),
    changes=(CategoryChange("Food", D(45_000), D("39130.43")), CategoryChange("Fun", D(900), D(1000))),
    goal=D(20),
)


def test_a_year() -> None:
    assert summary(YEAR, RUPEES) == (
        "You kept ₹1,65,000.00 of the ₹4,50,000.00 that you earned: a savings rate of 36.7%, above your goal"
        " of 20%."
    )
    assert income_narrative(YEAR, RUPEES) == (
        "You earned ₹4,50,000.00 from 289 income transactions; the largest part was Salary with ₹4,00,000.00,"
        " 88.9% of it."
    )
    assert expense_narrative(YEAR, RUPEES) == (
        "Your expenses totalled ₹2,85,000.00 in 1,945 transactions; the largest part was Rent with"
        " ₹1,20,000.00, 42.1% of it."
    )
    assert highlights(YEAR, RUPEES) == [
        "Your best month was November 2025, with ₹1,60,000.00 left",
        "Highest spending month was October 2025, with ₹2,45,000.00",
        "You spent less than you earned in 2 of 2 months",
        "Your largest expense was ₹60,000.00 for Rent on 1 October 2025",
        "Spending on Food rose by 15% against the year before: ₹45,000.00 after ₹39,130.43",
        "Spending on Fun fell by 10% against the year before: ₹900.00 after ₹1,000.00",
        "Maintained a 36.7% savings rate",
    ]
    assert recommendations(YEAR, RUPEES) == [
        "Keep it up: your goal of 20% is met",
        "Look at Food: it cost ₹5,869.57 more than in the same time a year before",
    ]


def test_of_nothing_only_what_is_true_of_nothing() -> None:
    assert summary(NOTHING, RUPEES) == "No income and no expenses were counted in this time."
    assert income_narrative(NOTHING, RUPEES) == "No income was counted in this time."
    assert expense_narrative(NOTHING, RUPEES) == "No expenses were counted in this time."
    assert highlights(NOTHING, RUPEES) == []
    assert recommendations(NOTHING, RUPEES) == ["Enter or import transactions to see where your money goes"]


@pytest.mark.parametrize(
    ("income", "expenses", "said"),
    [
        (
            100,
            80,
            "You kept ₹20.00 of the ₹100.00 that you earned: a savings rate of 20%, just your goal of 20%.",
        ),
        (
            100,
            90,
            "You kept ₹10.00 of the ₹100.00 that you earned: a savings rate of 10%, below your goal of 20%.",
        ),
        (100, 130, "You spent ₹130.00, ₹30.00 more than the ₹100.00 that you earned."),
        (0, 130, "You spent ₹130.00, ₹130.00 more than nothing earned."),
        (0, -5, "You earned nothing, and refunds of ₹5.00 came back."),
    ],
)
def test_what_is_left(income: int, expenses: int, said: str) -> None:
    months = (Month(202501, D(income), D(expenses)),)
    story = replace(NOTHING, income=D(income), expenses=D(expenses), months=months)

    assert summary(story, RUPEES) == said


@pytest.mark.parametrize(
    ("expenses", "months", "advice"),
    [
        (130, 1, "Spending ₹30.00 less in each month would have covered your expenses"),
        (130, 4, "Spending ₹7.50 less in each month would have covered your expenses"),
        (90, 1, "Your goal is to keep 20% of your income: that takes ₹10.00 more over this month"),
        (90, 2, "Your goal is to keep 20% of your income: that takes ₹10.00 more over this 2 months"),
    ],
)
def test_advice(expenses: int, months: int, advice: str) -> None:
    series = tuple(Month(202501 + index, D(100) / months, D(expenses) / months) for index in range(months))
    story = replace(NOTHING, income=D(100), expenses=D(expenses), months=series)

    assert recommendations(story, RUPEES) == [advice]


def test_one_category_that_takes_more_than_half() -> None:
    story = replace(YEAR, spending=Part("Rent", D(200_000)), changes=())

    assert recommendations(story, RUPEES)[1:] == [
        "Rent alone takes 70.2% of your spending: a saving there counts most"
    ]


def test_months_of_losses_have_no_best_one() -> None:
    months = (Month(202501, D(0), D(5)), Month(202502, D(1), D(1)))
    story = replace(NOTHING, expenses=D(6), income=D(1), income_count=1, expense_count=1, months=months)

    assert highlights(story, RUPEES) == [
        "Highest spending month was January 2025, with ₹5.00",
        "You spent less than you earned in 0 of 2 months",
    ]
    assert income_narrative(story, RUPEES) == "You earned ₹1.00 from 1 income transaction."
    quiet = replace(story, months=(Month(202501, D(3), D(0)), Month(202502, D(1), D(-2))))
    assert highlights(quiet, RUPEES)[0] == "Your best month was February 2025, with ₹3.00 left"
    assert len(highlights(quiet, RUPEES)) == 2
