"""From the clock to the queue: which connections are to be synced now, and the nightly balances."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from config.jobs.models import Job
from config.jobs.services import enqueue, renew
from config.lib import clock
from config.lib.errors import Refused
from finance.services.linked_accounts import sync_accounts
from finance.services.locks import lock_ledger
from providers.domain.contract import ProviderError
from providers.domain.pauses import next_pause
from providers.models import Connection, SyncRun
from providers.registry import provider_of
from providers.services.fetch import patiently
from providers.services.grant import good_token
from providers.services.in_ledger import linked_account
from providers.services.sync import request_sync

BALANCES = "providers.balances"
MOST = 1000  # at one look; the next one goes on
_ASLEEP = (Connection.Status.DISCONNECTED, Connection.Status.NEEDS_REAUTH)
log = logging.getLogger("moneta.banks")


def enqueue_due() -> int:
    """A run for each connection whose time has come, once however often this is called; how many."""
    due = Connection.objects.filter(next_sync_at__lte=clock.now()).exclude(status__in=_ASLEEP)
    connections = list(due.order_by("next_sync_at", "pk")[:MOST])
    return sum(_enqueue(connection) for connection in connections)


def _enqueue(connection: Connection) -> bool:
    """The run and the next slot in one transaction: of two that look at once, one enqueues it."""
    interval = timedelta(minutes=settings.SYNC_INTERVAL_MINUTES)
    pause = next_pause(0, interval=interval, backoff=(), seed=connection.pk)
    with transaction.atomic():
        slot = Connection.objects.filter(pk=connection.pk, next_sync_at=connection.next_sync_at)
        won = bool(slot.update(next_sync_at=clock.now() + pause))
        if won:
            request_sync(connection, trigger=SyncRun.Trigger.SCHEDULE)
    return won


def enqueue_balances() -> int:
    """A job for each living connection; how many."""
    ids = list(Connection.objects.exclude(status__in=_ASLEEP).values_list("pk", flat=True))
    with transaction.atomic():
        for pk in ids:
            enqueue(BALANCES, key=str(pk))
    return len(ids)


def refresh_balances(job: Job) -> None:
    """The job's service: what the accounts hold, as fresh as the bank can tell, without any rows.

    A bank that does not answer is left to the next sync, which keeps the account of failures.
    """
    live = Connection.objects.select_related("user").exclude(status__in=_ASLEEP)
    connection = live.filter(pk=int(job.key)).first()
    if connection is None:
        return
    try:
        provider = provider_of(connection.provider_id)
        token = good_token(provider, job, connection)
        told = patiently(lambda: provider.fetch_accounts(token, fresh=True))
    except (ProviderError, Refused) as error:
        log.info("No balances: %s", type(error).__name__, extra={"connection": connection.pk})
        return
    with transaction.atomic():
        lock_ledger(connection.user_id)
        renew(job)
        if Connection.objects.filter(pk=connection.pk, epoch=connection.epoch).exists():
            sync_accounts(
                user=connection.user,
                connection_id=connection.pk,
                provider_id=connection.provider_id,
                accounts=[linked_account(a) for a in told if a.external_id not in connection.unlinked],
            )
