"""Tells a person something, once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from config.jobs.models import OutboxMessage
from config.jobs.services.outbox import remove_messages
from config.lib import clock
from config.lib.text import clean
from preferences.models import Notification, Webhook
from preferences.selectors.notifications import notifications_of
from preferences.selectors.preferences import preferences_of
from preferences.services.channels import channels

if TYPE_CHECKING:
    from accounts.lifecycle import Mode
    from accounts.models import User

Kind = Notification.Kind
WANTED = {
    Kind.BUDGET_WARNING: "notify_budget_alerts",
    Kind.BUDGET_EXCEEDED: "notify_budget_alerts",
    Kind.ANOMALY: "notify_anomalies",
    Kind.RECURRING_DUE: "notify_upcoming_bills",
    Kind.LOW_BALANCE: "notify_upcoming_bills",
    Kind.GOAL_MILESTONE: "notify_goal_milestones",
    Kind.SYNC_FAILED: "notify_sync_problems",
    Kind.REAUTH_NEEDED: "notify_sync_problems",
}


def notify(
    *, user: User, kind: str, title: str, text: str = "", data: Mapping[str, Any] | None = None, key: str
) -> Notification | None:
    """Tell it in the caller's transaction, through all channels after its commit.

    `key` names the event among the user's ("budget:7:2026-11:80"): the same key is one notification, however
    often it comes. `data` holds plain JSON values. None when it was told before, or is not wanted.
    """
    if not getattr(preferences_of(user), WANTED[Kind(kind)]):
        return None
    told = {
        "kind": kind,
        "title": clean(title, limit=200),
        "text": clean(text, limit=1000),
        "data": dict(data or {}),
        "created_at": clock.now(),
    }
    with transaction.atomic():
        notification, is_new = Notification.objects.get_or_create(user=user, key=key, defaults=told)
        if not is_new:
            return None
        for channel in channels():
            channel(notification)
    return notification


def mark_read(*, notification: Notification) -> Notification:
    """The first time counts."""
    if notification.read_at is None:
        notification.read_at = clock.now()
        Notification.objects.filter(pk=notification.pk, read_at=None).update(read_at=notification.read_at)
    return notification


def mark_all_read(*, user: User) -> int:
    """How many were unread."""
    return notifications_of(user).filter(read_at=None).update(read_at=clock.now())


def clear_notifications(user: User, mode: Mode) -> None:
    """They tell of rows that a reset removes, so both modes clear them with what is on its way about them."""
    remove_messages(OutboxMessage.objects.filter(user_id=user.pk, key__startswith="notification:"))
    notifications_of(user).delete()
    if mode == "full":
        Webhook.objects.for_user(user).delete()
