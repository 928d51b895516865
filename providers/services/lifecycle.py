"""What becomes of bank links when their owner starts again or leaves."""

from __future__ import annotations

from django.db.models import F

from accounts.lifecycle import Mode
from accounts.models import User
from providers.models import Connection, LinkState, SyncRun, WebhookEvent
from providers.services.revocation import queue_revocations


def clear_links(user: User, mode: Mode) -> None:
    """`transactions` keeps the links, and the next sync reads everything again; `full` ends them.

    A sync that is under way finds another epoch, or no connection, and writes nothing.
    """
    if mode == "full":
        erase_links(user)
        return
    SyncRun.objects.for_user(user).delete()
    Connection.objects.for_user(user).update(cursor="", epoch=F("epoch") + 1)


def erase_links(user: User) -> None:
    """The banks hear of it from a job, after the commit."""
    connections = Connection.objects.for_user(user)
    # Locked: somebody may be unlinking one of them, and the bank hears it once.
    queue_revocations(connections.exclude(access_token="").select_for_update(no_key=True))
    for model in (SyncRun, LinkState, WebhookEvent):
        model.objects.filter(user=user).delete()
    connections.delete()
