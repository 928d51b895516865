from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from config.jobs.models import Job, OutboxMessage, Schedule
from config.jobs.services.delivery import deliver
from config.jobs.services.outbox import DELIVER
from config.jobs.tests.factories import OutboxMessageFactory
from config.lib import clock

pytestmark = pytest.mark.django_db
JOBS = "/admin/jobs/job/"
OUTBOX = "/admin/jobs/outboxmessage/"


@pytest.fixture
def operator(client: Client, cleo: User) -> Client:
    User.objects.filter(pk=cleo.pk).update(is_superuser=True)
    client.force_login(cleo)
    return client


def job(kind: str, state: str, **fields: str) -> Job:
    now = clock.now()
    return Job.objects.create(kind=kind, state=state, run_at=now, created_at=now, **fields)


def test_the_list_can_be_narrowed_to_a_state(operator: Client) -> None:
    job("plain", "dead", error_class="ValueError", error_text="no such bank")
    job("other", "done")
    page = operator.get(f"{JOBS}?state__exact=dead")
    assert page.status_code == 200
    content = page.content.decode()
    assert "no such bank" in content
    assert [row.kind for row in page.context["cl"].result_list] == ["plain"]


def test_dead_jobs_are_tried_again_and_others_are_left(operator: Client) -> None:
    dead, done = job("plain", "dead", key="7"), job("plain", "done")
    data = {"action": "retry_dead", "_selected_action": [dead.pk, done.pk]}
    page = operator.post(JOBS, data, follow=True)
    assert "Tried again: 1" in page.content.decode()
    assert list(Job.objects.order_by("pk").values_list("key", "state")) == [
        ("7", "merged"),
        ("", "done"),
        ("7", "waiting"),
    ]


def test_the_rows_are_read_only(operator: Client) -> None:
    row = job("plain", "dead")
    assert operator.get(f"{JOBS}add/").status_code == 403
    assert operator.get(f"{JOBS}{row.pk}/change/").status_code == 200
    assert operator.post(f"{JOBS}{row.pk}/change/", {"state": "done"}).status_code == 403
    assert operator.post(f"{JOBS}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    row.refresh_from_db()
    assert row.state == "dead"


def test_schedules_show_their_heartbeat(operator: Client) -> None:
    beat = clock.now().replace(year=2026, month=3, day=1, hour=12, minute=34)
    Schedule.objects.create(kind="plain", cron="0 5 * * *", next_at=beat, heartbeat=beat)
    content = operator.get(reverse("admin:jobs_schedule_changelist")).content.decode()
    assert "0 5 * * *" in content
    assert "12:34" in content


def test_dead_letters_are_listed_and_tried_again(operator: Client, register: Callable[..., None]) -> None:
    register(DELIVER, deliver)
    dead = OutboxMessageFactory(state="dead", last_error="Rejected: 550", payload="v1.k.SEALED", attempts=3)
    sent = OutboxMessageFactory(state="sent", sent_at=clock.now())
    page = operator.get(f"{OUTBOX}?state__exact=dead")
    assert "Rejected: 550" in page.content.decode()
    assert [row.pk for row in page.context["cl"].result_list] == [dead.pk]
    assert "SEALED" not in operator.get(f"{OUTBOX}{dead.pk}/change/").content.decode()
    assert operator.post(f"{OUTBOX}{dead.pk}/change/", {"state": "sent"}).status_code == 403

    data = {"action": "retry_dead", "_selected_action": [dead.pk, sent.pk]}
    page = operator.post(OUTBOX, data, follow=True)
    assert "Tried again: 1" in page.content.decode()
    states = OutboxMessage.objects.order_by("pk").values_list("pk", "state", "last_error")
    assert list(states) == [(dead.pk, "waiting", ""), (sent.pk, "sent", "")]
    assert Job.objects.filter(kind=DELIVER, key=str(dead.pk), state="waiting").exists()
