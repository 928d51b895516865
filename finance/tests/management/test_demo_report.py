"""`manage.py demo_report`: the first run fills the ledger, a second one changes nothing."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User
from accounts.services.login import log_in
from finance.demo.banks import STATEMENTS
from finance.models import Account, Transaction

pytestmark = pytest.mark.django_db

FIRST_DAY = "2026-11-20T06:30:00Z"
EMAIL, PASSWORD = "demo@moneta.example", "a-password-of-this-run"


def report() -> str:
    """Its seconds are not the same twice: they read `0.00`."""
    output = StringIO()
    call_command("demo_report", email=EMAIL, password=PASSWORD, stdout=output)
    head, table, rest = output.getvalue().split("\n\n", 2)
    timeless = re.sub(r"\d\.\d\d$", "0.00", table, flags=re.MULTILINE)
    return "\n\n".join([head, timeless, re.sub(r"\d+\.\d\d s", "0.00 s", rest)])


def ledger_tables() -> list[Any]:
    tables = (
        "finance_transaction",
        "finance_transactionchange",
        "finance_account",
        "finance_category",
        "accounts_user",
    )
    found = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            found.append(
                [
                    tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)
                    for row in cursor.fetchall()
                ]
            )
    return found


def sources(text: str) -> dict[str, list[str]]:
    """The table of sources: name -> rows in, new, updated, repeated."""
    lines = text.split("\n\n")[1].splitlines()[1:]
    names = [statement.file for statement in STATEMENTS]
    return {
        line.split()[0]: line.split()[-5:-1]
        for line in lines
        if line.split()[0] in {"MoneyManager.xlsx", *names}
    }


@time_machine.travel(FIRST_DAY, tick=False)
def test_the_first_run_fills_the_ledger_and_says_how() -> None:
    text = report()
    assert text.startswith("Moneta demo, 20 November 2026\n\nSource ")
    counts = sources(text)
    assert counts.pop("MoneyManager.xlsx") == ["3,926", "3,705", "0", "0"]
    assert set(counts) == {statement.file for statement in STATEMENTS}
    for rows, new, updated, repeated in counts.values():
        assert (new, updated, repeated) == (rows, "0", "0")
    assert "221 transfers came as two rows, out and in: each is one.\n" in text
    assert re.search(r"^HDFC Savings +savings +₹15,15,017\.65$", text, re.MULTILINE)
    assert re.search(r"^ICICI Credit Card +credit +-₹36,667\.79$", text, re.MULTILINE)
    assert re.search(r"^Chase Checking +checking +\$6,922\.11$", text, re.MULTILINE)
    assert (
        "This month, 72 transactions\n"
        "Income    ₹1,74,158.00\n"
        "Expenses    ₹91,004.37\n"
        "Net         ₹83,153.63\n"
    ) in text
    assert text.endswith("\nMade the user in 0.00 s, all in 0.00 s.\n")
    assert Transaction.objects.filter(user__email=EMAIL).count() == 3705 + sum(
        int(rows) for rows, *_ in counts.values()
    )


@time_machine.travel(FIRST_DAY, tick=False)
def test_the_person_signs_in_and_may_use_the_admin() -> None:
    report()
    user, _ = log_in(email=EMAIL, password=PASSWORD)
    assert (user.is_staff, user.is_superuser, user.base_currency) == (True, True, "INR")


def test_a_second_run_changes_nothing_and_says_so() -> None:
    with time_machine.travel(FIRST_DAY, tick=False):
        first = report()
    before = ledger_tables()

    with time_machine.travel("2026-11-20T07:00:00Z", tick=False):
        second = report()

    assert ledger_tables() == before
    for name, (rows, new, updated, repeated) in sources(second).items():
        assert (new, updated, repeated) == ("0", "0", rows), name
    assert (
        "MoneyManager.xlsx: File already imported at 2026-11-20T06:30:00Z. Use force: true to re-import.\n"
    ) in second
    assert second.endswith(
        "\nNothing changed: every row was there. Found the user in 0.00 s, all in 0.00 s.\n"
    )
    assert second.split("\n\n")[2:4] == first.split("\n\n")[2:4]  # balances and this month


def test_a_later_day_adds_what_has_happened_since() -> None:
    with time_machine.travel(FIRST_DAY, tick=False):
        report()
    held = {row[0]: row for row in ledger_tables()[0]}

    with time_machine.travel("2026-12-02T06:30:00Z", tick=False):
        text = report()

    new = Transaction.objects.exclude(pk__in=held)
    assert {f"{day:%Y-%m-%d}" for day in new.values_list("date", flat=True)} == {
        *(f"2026-11-{day}" for day in range(21, 31)),
        "2026-12-01",
        "2026-12-02",
    }
    _rows, added, updated, repeated = sources(text)["MoneyManager.xlsx"]
    assert (int(added), updated, repeated) == (new.count(), "0", "3,705")
    assert {row[0]: row for row in ledger_tables()[0] if row[0] in held} == held


def test_it_needs_an_address_and_a_password() -> None:
    with pytest.raises(CommandError, match="needed"):
        call_command("demo_report", email=EMAIL, password="")
    assert not User.objects.exists()
    assert not Account.objects.exists()
