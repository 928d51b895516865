"""What `notify` writes, for whom and how often; the ways that it takes are in `test_channels`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import transaction

from accounts.models import User
from accounts.services.erasure import reset_account
from config.jobs.models import OutboxMessage
from config.jobs.services.outbox import queue_email
from config.jobs.tests.threads import together
from preferences.models import Notification, Webhook
from preferences.selectors.notifications import notifications_of, unread_count
from preferences.services.notifications import Kind, mark_all_read, mark_read, notify
from preferences.services.preferences import update_preferences

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def tell(user: User, key: str = "budget:7:2026-11:80", **changes: Any) -> Notification | None:
    event = {"kind": "budget_warning", "title": "Food: 80 % spent", "text": "12.50 left", **changes}
    return notify(user=user, key=key, **event)


def test_the_row_says_all(ana: User) -> None:
    with time_machine.travel(NOW, tick=False):
        told = tell(ana, title="  Food:\n80 %\u202e spent ", data={"budget_id": 7, "spent": "80.00"})
    assert told is not None
    assert list(Notification.objects.values()) == [
        {
            "id": told.pk,
            "user_id": ana.pk,
            "kind": "budget_warning",
            "key": "budget:7:2026-11:80",
            "title": "Food: 80 % spent",
            "text": "12.50 left",
            "data": {"budget_id": 7, "spent": "80.00"},
            "created_at": NOW,
            "read_at": None,
        }
    ]


def test_the_same_event_is_told_once_to_each_person(ana: User, ben: User) -> None:
    assert tell(ana) is not None
    assert tell(ana, title="again") is None
    assert tell(ben) is not None
    assert tell(ana, "budget:7:2026-11:100", kind="budget_exceeded") is not None
    assert list(Notification.objects.order_by("pk").values_list("user_id", "title")) == [
        (ana.pk, "Food: 80 % spent"),
        (ben.pk, "Food: 80 % spent"),
        (ana.pk, "Food: 80 % spent"),
    ]
    assert OutboxMessage.objects.count() == 3


def test_nothing_is_left_of_an_event_that_did_not_happen(ana: User) -> None:
    with transaction.atomic():
        tell(ana)
        transaction.set_rollback(True)
    assert (Notification.objects.count(), OutboxMessage.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_of_parallel_tellers_one_is_the_first(ana: User) -> None:
    told = together(6, lambda: tell(ana))
    assert sum(row is not None for row in told) == 1
    assert (Notification.objects.count(), OutboxMessage.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("switch", "kinds"),
    [
        ("notify_budget_alerts", {"budget_warning", "budget_exceeded"}),
        ("notify_anomalies", {"anomaly"}),
        ("notify_upcoming_bills", {"recurring_due", "low_balance"}),
        ("notify_goal_milestones", {"goal_milestone"}),
        ("notify_sync_problems", {"sync_failed", "reauth_needed"}),
    ],
)
def test_each_preference_silences_its_kinds(ana: User, switch: str, kinds: set[str]) -> None:
    update_preferences(user=ana, changes={switch: False})
    for kind in Kind:
        tell(ana, key=kind, kind=kind)
    told = set(Notification.objects.values_list("kind", flat=True))
    assert told == set(Kind.values) - kinds
    assert OutboxMessage.objects.count() == len(told)


def test_an_unknown_kind_is_a_mistake(ana: User) -> None:
    with pytest.raises(ValueError, match="weather"):
        tell(ana, kind="weather")
    assert Notification.objects.count() == 0


def test_reading(ana: User, ben: User) -> None:
    first, second, bens = tell(ana, "1"), tell(ana, "2"), tell(ben, "1")
    assert first is not None
    assert second is not None
    assert bens is not None
    with time_machine.travel(NOW, tick=False) as travel:
        assert mark_read(notification=first).read_at == NOW
        travel.shift(60)
        stale = Notification(pk=first.pk)
        mark_read(notification=stale)
        mark_read(notification=Notification.objects.get(pk=first.pk))
        assert unread_count(ana) == 1
        assert mark_all_read(user=ana) == 1
        assert mark_all_read(user=ana) == 0
    read = dict(notifications_of(ana).values_list("pk", "read_at"))
    assert read == {first.pk: NOW, second.pk: NOW.replace(minute=1)}
    assert unread_count(ben) == 1


@pytest.mark.parametrize(("mode", "webhooks"), [("full", 0), ("transactions", 1)])
def test_a_reset_forgets_what_was_told_and_what_is_on_its_way(
    ana: User, ben: User, mode: Any, webhooks: int
) -> None:
    Webhook.objects.create(user=ana, url="https://a.example/", secret="x", created_at=NOW)
    tell(ana)
    tell(ben)
    link = queue_email(to=ana.email, subject="Your link", text="…", user=ana) or 0
    reset_account(user=ana, mode=mode)
    assert list(Notification.objects.values_list("user_id", flat=True)) == [ben.pk]
    left = OutboxMessage.objects.order_by("pk").values_list("user_id", "channel")
    assert list(left) == [(ben.pk, "email"), (ana.pk, "email")]
    assert OutboxMessage.objects.filter(pk=link).exists()
    assert Webhook.objects.count() == webhooks
