from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from analytics.domain.category_changes import CategoryChange, notable_changes
from analytics.domain.insights import (
    Twin,
    category_insights,
    duplicate_insights,
    income_insights,
    month_insights,
    savings_insights,
)
from analytics.domain.money_words import MoneyStyle
from analytics.domain.month_series import Month

D = Decimal
RUPEES = MoneyStyle("INR", "₹", indian=True)


@pytest.mark.parametrize(
    ("income", "expenses", "severity", "message"),
    [
        (100, 65, "success", "Great job! You saved 35% of your income: ₹35.00 of ₹100.00"),
        (100, 80, "success", "Great job! You saved 20% of your income: ₹20.00 of ₹100.00"),
        (100, 90, "warning", "You saved 10% of your income: ₹10.00 of ₹100.00, below your goal of 20%"),
        (100, 101, "critical", "You spent ₹1.00 more than you earned"),
    ],
)
def test_savings(income: int, expenses: int, severity: str, message: str) -> None:
    [insight] = savings_insights(D(income), D(expenses), D(20), RUPEES)

    assert (insight.type, insight.severity, insight.message) == ("savings", severity, message)
    assert insight.evidence == {
        "income": income,
        "expenses": expenses,
        "net": income - expenses,
        "savings_rate_pct": income - expenses,
        "goal_pct": 20,
    }


def test_without_income_there_is_no_rate() -> None:
    assert savings_insights(D(0), D(5), D(20), RUPEES) == []


def test_changes_worth_a_sentence() -> None:
    now = {"Rent": D(1000), "Food": D(109), "Fun": D(50), "New": D(500), "Tea": D(10), "Back": D(-5)}
    before = {"Rent": D(1000), "Food": D(100), "Fun": D(20), "Gone": D(300), "Tea": D(1), "Back": D(50)}

    assert notable_changes(now, before) == [
        CategoryChange("Gone", D(0), D(300)),
        CategoryChange("Back", D(-5), D(50)),
    ]
    assert notable_changes({"Fun": D(50)}, {"Fun": D(20), "Odd": D(-3)}) == [
        CategoryChange("Fun", D(50), D(20))
    ]


def test_categories() -> None:
    changes = [CategoryChange("Food", D(4800), D(4000)), CategoryChange("Fun", D(0), D(30))]
    rise, fall = category_insights(changes, period=202603, against=202602, money=RUPEES)

    assert (rise.type, rise.severity) == ("spending", "warning")
    assert (
        rise.message
        == "Your Food expenses increased 20% in March 2026: ₹4,800.00 after ₹4,000.00 in February 2026"
    )
    assert rise.evidence == {
        "category": "Food",
        "period": "2026-03",
        "compared_with": "2026-02",
        "amount": 4800,
        "before": 4000,
        "change_pct": 20,
    }
    assert (fall.severity, fall.message) == (
        "success",
        "Your Fun expenses decreased 100% in March 2026: ₹0.00 after ₹30.00 in February 2026",
    )
    assert len(category_insights(changes * 3, period=202603, against=202602, money=RUPEES)) == 3


@pytest.mark.parametrize(
    ("incomes", "said"),
    [
        ({}, None),
        ({202501: 100, 202502: 100, 202504: 10}, None),
        ({202501: 100, 202502: 120, 202503: 90, 202504: 50}, None),
        (
            {202501: 100, 202502: 120, 202503: 90, 202504: 49},
            "Income in April 2025 was ₹49.00, where ₹100.00 would be usual",
        ),
        (
            {202501: 100, 202502: 120, 202503: 90},
            "No income arrived in April 2025, where ₹100.00 would be usual",
        ),
    ],
)
def test_income_gap(incomes: dict[int, int], said: str | None) -> None:
    known = {period: D(amount) for period, amount in incomes.items()}
    found = income_insights(known, [202412, 202501, 202502, 202503, 202504], RUPEES)

    assert [insight.message for insight in found] == ([said] if said else [])
    assert [insight.severity for insight in found] == (
        [("warning" if known.get(202504) else "critical")] if said else []
    )


def test_best_and_worst_month() -> None:
    months = [Month(202501, D(10), D(4)), Month(202502, D(10), D(13)), Month(202503, D(10), D(9))]
    best, worst = month_insights(months, RUPEES)

    assert (best.type, best.severity) == ("best_month", "success")
    assert best.message == "Your best month was January 2025, with ₹6.00 left"
    assert best.evidence == {"period": "2025-01", "income": 10, "expenses": 4, "net": 6}
    assert (worst.severity, worst.message) == (
        "info",
        "Your worst month was February 2025, with ₹3.00 more spent than earned",
    )
    assert month_insights(months[:1], RUPEES) == month_insights([], RUPEES) == []


def test_duplicates() -> None:
    own = Twin(7, (1, 2), date(2025, 3, 1), "Cafe", D(450), "INR")
    foreign = Twin(8, (3, 4), date(2025, 3, 1), "", D("1.234"), "KWD")
    found = duplicate_insights([own, foreign, own, own], RUPEES)

    assert [insight.message for insight in found[:2]] == [
        "₹450.00 at Cafe on 1 March 2025 may have been counted twice",
        "KWD 1.234 on 1 March 2025 may have been counted twice",
    ]
    assert found[0].evidence["transaction_ids"] == [1, 2]
    assert len(found) == 3
