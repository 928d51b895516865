"""Syncs that a person asks for, and waiting for them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from accounts.models import User
from config.jobs.models import Job
from config.jobs.services.runner import run_one
from config.lib import clock
from config.lib.errors import Conflict, Missing
from finance.models import Account
from providers.models import SyncRun
from providers.selectors.connections import live_connections
from providers.services.sync import KIND, request_sync

PATIENCE = timedelta(seconds=25)
PAUSE_SECONDS = 0.1
UNFINISHED = (SyncRun.Status.QUEUED, SyncRun.Status.RUNNING)


def sync_account(*, user: User, account_id: int) -> SyncRun:
    """Of the bank that feeds it. Missing for an account that is not the user's, `Conflict` for one that no
    bank feeds (any more).
    """
    [run] = sync_connections(user=user, account_id=account_id)
    return run


def sync_connections(
    *,
    user: User,
    item_id: str | None = None,
    connection_id: int | None = None,
    account_id: int | None = None,
) -> list[SyncRun]:
    """A queued run of each connection that fits all that is given; without anything, of all the user's.

    One that waits already is that one. Missing when what is given names none of the user's.
    """
    connections = live_connections(user)
    if account_id is not None:
        connections = connections.filter(pk=_feeding(user, account_id))
    if item_id is not None:
        connections = connections.filter(item_id=item_id)
    if connection_id is not None:
        connections = connections.filter(pk=connection_id)
    with transaction.atomic():
        runs = [request_sync(each, trigger=SyncRun.Trigger.MANUAL) for each in connections]
    if not runs and (item_id, connection_id, account_id) != (None, None, None):
        raise Missing
    return runs


def run_now(runs: Sequence[SyncRun]) -> list[SyncRun] | None:
    """Run what no worker has taken yet, wait for the rest; None when they take longer than `PATIENCE`.

    Not inside a transaction: a worker could not see the runs, and banks would be called in it.
    """
    ids, until = [run.pk for run in runs], clock.now() + PATIENCE
    keys = [str(run.connection_id) for run in runs]
    for job in Job.objects.filter(kind=KIND, key__in=keys, state=Job.State.WAITING).order_by("pk"):
        run_one(job.pk)
    while SyncRun.objects.filter(pk__in=ids, status__in=UNFINISHED).exists():
        if clock.now() > until:
            return None
        time.sleep(PAUSE_SECONDS)
    return list(SyncRun.objects.filter(pk__in=ids))


def _feeding(user: User, account_id: int) -> int:
    account = Account.objects.for_user(user).filter(pk=account_id).first()
    if account is None:
        raise Missing
    connection = live_connections(user).filter(pk=account.connection_id or 0).first()
    if connection is None or account.external_id in connection.unlinked:
        raise Conflict("No bank feeds this account", detail="Link its bank first.")
    return connection.pk
