"""`manage.py verify`: what it prints and exits with."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from analytics.management.commands import verify
from analytics.models import DailySummary, MonthlySummary
from analytics.services import verification
from analytics.services.locks import figures_locked
from analytics.services.refresh import refresh_all
from analytics.tests.january import Ledger
from config.jobs.tests.threads import PATIENCE, start
from finance.services.conversion import reconvert

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> tuple[int, list[str], str]:
    """(exit code, lines of standard output, the last word)"""
    out = StringIO()
    try:
        call_command("verify", *arguments, stdout=out, stderr=StringIO())
    except CommandError as problem:
        return problem.returncode, out.getvalue().splitlines(), str(problem)
    return 0, out.getvalue().splitlines(), ""


@pytest.fixture
def sound(ana: User) -> User:
    Ledger(ana)
    reconvert(user=ana)
    refresh_all(ana)
    return ana


def test_everybody_is_sound(sound: User, ben: User) -> None:
    assert run("--all") == (0, ["2 users checked: all is as it should be."], "")


def test_what_is_not_is_named_with_both_values(sound: User, ben: User) -> None:
    MonthlySummary.objects.filter(period=202602).update(expense_count=5)

    code, lines, last = run("--all")

    assert code == 1
    assert lines == ["ana@example.com: analytics_monthlysummary 202602 expense_count is 5, not 1"]
    assert last == "1 of 2 users are not as they should be."
    assert run("--user", "ben@example.com")[0] == 0


def test_a_long_list_ends(sound: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "_SHOWN", 2)
    DailySummary.objects.all().delete()

    code, lines, _ = run("--user", "ana@example.com")

    assert (code, len(lines), lines[-1]) == (1, 3, "ana@example.com: … and 8 more")


def test_nobody() -> None:
    assert run("--user", "zoe@example.com")[::2] == (2, "There is no user zoe@example.com.")


@pytest.mark.django_db(transaction=True)
def test_who_could_not_be_checked_is_named(ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "CALLER_WAITS", 0.01)

    with figures_locked(ana.pk, wait=1):
        code, lines, _ = start(lambda: run("--user", "ana@example.com")).result(PATIENCE)

    assert (code, lines) == (1, ["ana@example.com: The ledger is being written."])
