"""`manage.py demo_figures`: what it prints is what the ledger holds."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from rest_framework.test import APIClient

from accounts.models import User

pytestmark = pytest.mark.django_db

ROWS = [
    ("2026-08-01", 1000, "Income", "Salary"),
    ("2026-08-10", 400, "Expense", "Food"),
    ("2026-09-01", 1000, "Income", "Salary"),
    ("2026-09-10", 500, "Expense", "Food"),
    ("2026-10-01", 1000, "Income", "Salary"),
    ("2026-10-10", 900, "Expense", "Food"),
    ("2026-11-01", 1000, "Income", "Salary"),
]


def report(email: str) -> list[str]:
    output = StringIO()
    call_command("demo_figures", email=email, stdout=output)
    return output.getvalue().splitlines()


@time_machine.travel("2026-11-20T06:30:00Z", tick=False)
def test_overview_trend_and_three_insights(ana: User, sign_in: Callable[[User], APIClient]) -> None:
    rows = [
        {"date": day, "amount": amount, "type": kind, "category": category, "account": "Bank"}
        for day, amount, kind, category in ROWS
    ]
    book = {"file_name": "book.xlsx", "file_hash": "a" * 64, "rows": rows}
    assert sign_in(ana).post("/api/upload", book).status_code == 200
    lines = report(ana.email)
    assert lines == [
        "",
        "Twelve months, 7 transactions",
        "Income           ₹4,000.00",
        "Expenses         ₹1,800.00",
        "Net              ₹2,200.00",
        "Best month       ₹1,000.00  November 2026",
        "Worst month      ₹100.00  October 2026",
        "Net worth today  ₹2,200.00  in 1 accounts",
        "",
        "Month              Income  Expenses        Net  Kept  Net against the month before",
        "August 2026     ₹1,000.00   ₹400.00    ₹600.00   60%  as before",
        "September 2026  ₹1,000.00   ₹500.00    ₹500.00   50%  down",
        "October 2026    ₹1,000.00   ₹900.00    ₹100.00   10%  down",
        "November 2026   ₹1,000.00     ₹0.00  ₹1,000.00  100%  up",
        lines[14],
        "",
        "Your Food expenses increased 80% in October 2026: ₹900.00 after ₹500.00 in September 2026.",
        "Great job! You saved 55% of your income: ₹2,200.00 of ₹4,000.00.",
        "Your best month was November 2026, with ₹1,000.00 left.",
    ]
    assert lines[14].startswith("What is left of a month is ")
    assert "₹550.00 on average" in lines[14]


@time_machine.travel("2026-11-20T06:30:00Z", tick=False)
def test_an_empty_ledger_has_a_report_too(ana: User) -> None:
    assert report(ana.email) == [
        "",
        "Twelve months, 0 transactions",
        "Income           ₹0.00",
        "Expenses         ₹0.00",
        "Net              ₹0.00",
        "Net worth today  ₹0.00  in 0 accounts",
        "",
        "Month  Income  Expenses  Net  Kept  Net against the month before",
        "What is left of a month is stable: ₹0.00 on average.",
        "",
    ]


def test_it_needs_a_person() -> None:
    with pytest.raises(CommandError, match="names nobody"):
        report("nobody@example.com")
