from __future__ import annotations

import logging
from datetime import date

import pytest
from django.db import connection

from accounts.models import User
from analytics.models import MonthlySummary
from analytics.services import sweep
from analytics.services.sweep import sweep_figures
from config.jobs.models import Job
from config.jobs.registry import KINDS
from config.jobs.services.queue import enqueue
from config.jobs.services.runner import run_one
from finance.tests.factories import TransactionFactory
from preferences.models import StaleMark

pytestmark = pytest.mark.django_db


def enter(user: User, *, mark: int = 202601) -> None:
    TransactionFactory(user=user, date=date(2026, 1, 5))
    StaleMark.objects.create(user=user, period=mark)


def test_the_scheduler_sweeps_every_minute(ana: User) -> None:
    enter(ana)
    kind = KINDS["analytics.sweep"]

    job = run_one(enqueue("analytics.sweep"))

    assert kind.every is not None
    assert kind.every.total_seconds() == 60
    assert job is not None
    assert job.state == "done"
    assert MonthlySummary.objects.count() == 1
    assert not StaleMark.objects.exists()


def test_a_sweep_takes_a_few_people_with_the_oldest_marks(
    ana: User, ben: User, cleo: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "AT_ONCE", 2)
    for user in (cleo, ana, ben, cleo):
        enter(user)

    sweep_figures(Job())

    assert set(StaleMark.objects.values_list("user", flat=True)) == {ben.pk}
    assert set(MonthlySummary.objects.values_list("user", flat=True)) == {ana.pk, cleo.pk}


def test_the_trouble_of_one_is_not_that_of_the_next(
    ana: User, ben: User, caplog: pytest.LogCaptureFixture
) -> None:
    enter(ana, mark=999_999)  # no month
    enter(ben)

    with caplog.at_level(logging.ERROR, logger="moneta.analytics"):
        sweep_figures(Job())

    assert set(StaleMark.objects.values_list("user", flat=True)) == {ana.pk}
    assert set(MonthlySummary.objects.values_list("user", flat=True)) == {ben.pk}
    assert [record.user for record in caplog.records] == [ana.pk]  # type: ignore[attr-defined] # an extra of the line
    assert connection.is_usable()
