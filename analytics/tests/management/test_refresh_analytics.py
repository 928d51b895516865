"""`manage.py refresh_analytics`: what it counts, prints and exits with."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from analytics.models import MonthlySummary
from analytics.services import refresh
from analytics.services.locks import figures_locked
from config.jobs.tests.threads import PATIENCE, start
from finance.tests.factories import TransactionFactory

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> tuple[int, str, str]:
    """(exit code, standard output, standard error and the last word)"""
    out, err = StringIO(), StringIO()
    try:
        call_command("refresh_analytics", *arguments, stdout=out, stderr=err)
    except CommandError as problem:
        return problem.returncode, out.getvalue(), err.getvalue() + str(problem)
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture(autouse=True)
def _rows(ana: User, ben: User) -> None:
    for user in (ana, ben):
        TransactionFactory(user=user, date=date(2026, 1, 5), merchant="Shop")


def test_one_person(ana: User) -> None:
    code, out, err = run("--user", "Ana@EXAMPLE.com")

    assert (code, err) == (0, "")
    assert out.splitlines()[1].split()[:2] == ["ana@example.com", "5"]
    assert set(MonthlySummary.objects.values_list("user", flat=True)) == {ana.pk}


def test_everybody(ana: User, ben: User) -> None:
    code, out, _ = run("--all")

    assert code == 0
    assert [line.split()[0] for line in out.splitlines()[1:]] == ["ana@example.com", "ben@example.com"]
    assert set(MonthlySummary.objects.values_list("user", flat=True)) == {ana.pk, ben.pk}


def test_nobody() -> None:
    assert run("--user", "zoe@example.com")[::2] == (2, "There is no user zoe@example.com.")
    for arguments in ((), ("--all", "--user", "ana@example.com")):
        with pytest.raises(CommandError):
            call_command("refresh_analytics", *arguments)
    assert not MonthlySummary.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_who_is_being_refreshed_is_named(ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refresh, "CALLER_WAITS", 0.05)

    with figures_locked(ana.pk, wait=1):
        code, _, err = start(lambda: run("--user", "ana@example.com")).result(PATIENCE)

    assert code == 1
    assert "ana@example.com: The figures are being refreshed already." in err
    assert err.endswith("1 of 1 users not refreshed.")
