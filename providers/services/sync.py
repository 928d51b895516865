"""Brings a connection up to date: one job is one connection, and one update is one transaction."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import DatabaseError, transaction

from config.jobs.models import Job
from config.jobs.services import LeaseLost, Retry, enqueue, renew
from config.lib import clock, failpoint
from config.lib.crypto import SealError
from config.lib.errors import Refused
from finance.services.bank_delivery import BankOutcome, ingest_bank
from finance.services.linked_accounts import (
    accounts_without_rows,
    anchor_balances,
    sync_accounts,
    sync_holdings,
)
from finance.services.locks import lock_ledger
from providers.domain.contract import AuthExpired, ProviderError, RateLimited
from providers.models import Connection, SyncRun
from providers.registry import provider_of
from providers.services.fetch import Told, fetch_told
from providers.services.grant import good_token, renewed_token
from providers.services.in_ledger import linked_account
from providers.services.incoming import incoming, linked_holding
from providers.services.run_record import (
    begin_run,
    close_run,
    record_failure,
    record_pause,
    record_success,
    resting_until,
    wait_again,
)

KIND = "providers.sync"
log = logging.getLogger("moneta.banks")


class Rewound(Exception):  # noqa: N818 - what happened meanwhile, no error of anybody
    """The connection ended, or begins from the start again: what was read counts no more."""


def request_sync(connection: Connection, *, trigger: str) -> SyncRun:
    """The run that waits for this connection, a new one if there is none, in the caller's transaction.

    A worker is woken after the commit. Asked again while one is at work, one more follows it.
    """
    with transaction.atomic():
        run = _waiting(connection, trigger)
        while run is None:  # a worker began the one that was in the way
            run = _waiting(connection, trigger)
        enqueue(KIND, key=str(connection.pk))
    return run


def _waiting(connection: Connection, trigger: str) -> SyncRun | None:
    new = SyncRun(user_id=connection.user_id, connection=connection, trigger=trigger, created_at=clock.now())
    SyncRun.objects.bulk_create([new], ignore_conflicts=True)
    # Locked, so that no worker begins it before the caller's own rows can be seen. Not joined with its
    # connection: if that goes at this moment, the commit fails, and nobody looks for the run for ever.
    waiting = SyncRun.objects.select_for_update(no_key=True)
    run = waiting.filter(connection=connection, status=SyncRun.Status.QUEUED).first()
    if run is not None:
        run.connection = connection
    return run


def run_sync(job: Job) -> None:
    """The job's service. Whatever the bank does, the run says so and the job is done; only our own database
    makes the queue try again.
    """
    begun = _begin(job)
    if begun is None:
        return
    connection, run = begun
    failpoint.reached("begun")
    try:
        told = _ask(job, connection)
        _write(job, connection, run, told)
    except (LeaseLost, DatabaseError):
        raise
    except Rewound as stop:
        _begin_again(job, run, stop)
    except RateLimited as pause:
        raise Retry(record_pause(job, connection, run, pause), str(pause)) from pause
    except (ProviderError, Refused, SealError) as error:
        record_failure(job, connection, run, error)
    except Exception as error:
        log.exception("A sync failed", extra={"connection": connection.pk})
        record_failure(job, connection, run, RuntimeError(type(error).__name__))
    failpoint.reached("committed")


def _begin(job: Job) -> tuple[Connection, SyncRun] | None:
    """None when there is nothing to do; Retry before the pause that the bank asked for is over."""
    connection = _syncable(job)
    if connection is None:
        return None
    if until := resting_until(connection):
        raise Retry(until - clock.now(), "The bank has asked for a pause")
    run = begin_run(job, connection)
    return (connection, run) if run else None


def _syncable(job: Job) -> Connection | None:
    live = Connection.objects.select_related("user").exclude(status=Connection.Status.DISCONNECTED)
    return live.filter(pk=int(job.key)).first()


def _ask(job: Job, connection: Connection) -> Told:
    """A token that the bank takes no more is renewed once."""
    provider = provider_of(connection.provider_id)
    token = good_token(provider, job, connection)
    try:
        return fetch_told(provider, token, cursor=connection.cursor)
    except AuthExpired:
        token = renewed_token(provider, job, connection, refused=token)
        return fetch_told(provider, token, cursor=connection.cursor)


def _write(job: Job, connection: Connection, run: SyncRun, told: Told) -> None:
    """Rows, cursor, run and the end of the job: all of them or none."""
    with transaction.atomic():
        lock_ledger(connection.user_id)
        renew(job)
        held = Connection.objects.select_for_update(no_key=True, of=("self",)).select_related("user")
        fresh = held.filter(pk=connection.pk, epoch=connection.epoch).first()
        if fresh is None:
            raise Rewound("The connection has changed meanwhile")
        failpoint.reached("locked")
        _count(run, told, _deliver(fresh, told))
        failpoint.reached("ingested")
        fresh.cursor = told.update.cursor
        record_success(job, fresh, run)
        failpoint.reached("written")


def _deliver(connection: Connection, told: Told) -> BankOutcome:
    user = connection.user
    accounts = sync_accounts(
        user=user,
        connection_id=connection.pk,
        provider_id=connection.provider_id,
        accounts=[linked_account(a) for a in told.accounts if a.external_id not in connection.unlinked],
    )
    fed = {key: account for key, account in accounts.items() if key not in connection.unlinked}
    empty = accounts_without_rows(user, fed.values()) if told.update.whole else []
    outcome = ingest_bank(
        user=user,
        connection_id=connection.pk,
        accounts=fed,
        rows=[incoming(row) for row in told.update.rows.values() if row.account_id in fed],
        removed=told.update.removed,
        whole=told.update.whole,
    )
    anchor_balances(user=user, accounts=empty)
    if told.holdings is not None:
        holdings = [linked_holding(holding) for holding in told.holdings]
        sync_holdings(user=user, accounts=fed, holdings=holdings, today=clock.today(user.time_zone))
    return outcome


def _count(run: SyncRun, told: Told, outcome: BankOutcome) -> None:
    """Rows of accounts that the bank does not name are no rows that could be kept."""
    known = {account.external_id for account in told.accounts}
    strange = sum(row.account_id not in known for row in told.update.rows.values())
    run.fetched = told.update.told
    run.rejected = told.update.rejected + strange
    run.inserted, run.updated, run.removed = outcome.inserted, outcome.updated, outcome.removed
    run.duplicates = outcome.duplicates


def _begin_again(job: Job, run: SyncRun, stop: Rewound) -> None:
    """Soon, if there is still something to sync; a run of a connection that has ended has failed."""
    if _syncable(job) is None:
        close_run(run, stop)
        return
    wait_again(run, stop)
    raise Retry(timedelta(), str(stop)) from stop
