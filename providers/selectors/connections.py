"""Reads a person's bank links and their runs."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db.models import Min, QuerySet

from accounts.models import User
from finance.models import Account
from providers.models import Connection, SyncRun


def connections_of(user: User) -> QuerySet[Connection, Connection]:
    """All of them, disconnected ones too."""
    return Connection.objects.for_user(user)


def live_connections(user: User) -> QuerySet[Connection, Connection]:
    """Those that can be synced, oldest first."""
    return connections_of(user).exclude(status=Connection.Status.DISCONNECTED).order_by("pk")


def accounts_by_connection(user: User) -> dict[int, list[Account]]:
    """The linked accounts of the user by the id of their connection, in the order that they came."""
    found = defaultdict(list)
    for account in Account.objects.for_user(user).filter(connection_id__isnull=False).order_by("pk"):
        found[account.connection_id or 0].append(account)
    return found


def runs_of(user: User, *, connection_id: int | None = None) -> QuerySet[SyncRun, SyncRun]:
    """Newest first, each with its connection."""
    runs = SyncRun.objects.for_user(user).select_related("connection").order_by("-pk")
    return runs if connection_id is None else runs.filter(connection_id=connection_id)


def next_sync_at(user: User) -> datetime | None:
    """When the next connection is due by itself; None = none is."""
    earliest: datetime | None = live_connections(user).aggregate(at=Min("next_sync_at"))["at"]
    return earliest
