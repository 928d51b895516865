"""The ways by which a notification reaches a person; NOTIFICATION_CHANNELS names those in use.

A channel is a function. It runs inside the transaction of the event, so it calls nobody: it queues a message
in the outbox, or does something after the commit. An SMS gateway, say, is one such function in a module of
its own, which also registers the sender of its messages (`config.jobs.senders`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from config.jobs.services.outbox import queue_email
from preferences.adapters.wakeup import wake
from preferences.services.webhooks import queue_webhooks

if TYPE_CHECKING:
    from preferences.models import Notification


class Channel(Protocol):
    def __call__(self, notification: Notification, /) -> None: ...


def channels() -> Iterator[Channel]:
    for path in settings.NOTIFICATION_CHANNELS:
        yield import_string(path)


def in_app(notification: Notification) -> None:
    """The row is there; open streams look at once."""
    user_id = notification.user_id
    transaction.on_commit(lambda: wake(user_id), robust=True)


def email(notification: Notification) -> None:
    """To a confirmed address, or to any where EMAIL_VERIFICATION=none says that addresses are trusted."""
    user = notification.user
    if settings.EMAIL_VERIFICATION == "none" or user.is_verified:
        queue_email(
            to=user.email,
            subject=notification.title,
            text=f"{notification.text}\n\n{settings.APP_NAME}: {settings.FRONTEND_URL}\n".lstrip(),
            key=f"notification:{notification.pk}",
            user=user,
        )


def webhooks(notification: Notification) -> None:
    queue_webhooks(notification)
