"""What a sync leaves on its run and its connection, however it ends.

Each transaction takes the job, then the connection, then its runs, as everybody does who ends a connection.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from config.jobs.models import Job
from config.jobs.services import finish, renew
from config.lib import clock
from preferences.services.notifications import notify
from providers.domain.contract import AuthExpired, RateLimited
from providers.domain.pauses import next_pause
from providers.models import Connection, SyncRun

KEPT = timedelta(days=90)
MANY = 3  # failed runs in a row that the owner is told of
Status = SyncRun.Status


def begin_run(job: Job, connection: Connection) -> SyncRun | None:
    """The run that a dead worker left, else the one that waits; LeaseLost.

    None where neither is: it was asked for when a worker had the job but not yet begun, and that run did it.
    """
    with transaction.atomic():
        renew(job)
        if _held(connection).first() is None:
            return None
        runs = connection.runs.select_for_update(no_key=True)
        run = runs.filter(status=Status.RUNNING).order_by("pk").first()
        run = run or runs.filter(status=Status.QUEUED).first()
        if run is None:
            return None
        run.status, run.fence, run.started_at = Status.RUNNING, job.fence, clock.now()
        run.error_class = run.error = ""
        run.save()
        # Runs that several dead workers left are one.
        stale = runs.filter(status=Status.RUNNING).exclude(pk=run.pk)
        stale.update(status=Status.FAILED, finished_at=clock.now(), error_class="LeaseLost")
        same = Connection.objects.filter(pk=connection.pk)
        same.filter(status__in=_AT_WORK).update(status="syncing")
        # This run is the one of the present slot: no second one for it.
        same.filter(next_sync_at__isnull=False).update(next_sync_at=clock.now() + _pause(connection))
    return run


def record_success(job: Job, connection: Connection, run: SyncRun) -> None:
    """In the transaction of the rows; the job is finished with it."""
    now = clock.now()
    run.status, run.finished_at = Status.OK, now
    run.save()
    connection.status, connection.failures = Connection.Status.ACTIVE, 0
    connection.last_error_class = connection.last_error = ""
    connection.last_synced_at, connection.next_sync_at = now, now + _pause(connection)
    connection.save(update_fields=_STATE)
    finish(job)


def record_failure(job: Job, connection: Connection, run: SyncRun, error: Exception) -> None:
    """The run has failed, the connection rests, and its owner is told where it is time to; the job is done.

    A connection that has ended or was rewound meanwhile keeps its state.
    """
    with transaction.atomic():
        renew(job)
        fresh = _held(connection).select_related("user").filter(epoch=connection.epoch).first()
        close_run(run, error)
        if fresh is not None:
            fresh.failures += 1
            fresh.last_error_class, fresh.last_error = run.error_class, run.error
            if isinstance(error, AuthExpired):
                fresh.status, fresh.next_sync_at = Connection.Status.NEEDS_REAUTH, None
            else:
                fresh.status = Connection.Status.ERROR
                fresh.next_sync_at = clock.now() + _pause(fresh)
            fresh.save(update_fields=_STATE)
            _tell(fresh, error)
        finish(job)


def record_pause(job: Job, connection: Connection, run: SyncRun, error: RateLimited) -> timedelta:
    """The run waits again, and nobody asks the bank before the pause is over; how long that is."""
    asked = settings.SYNC_PAUSE_SECONDS if error.retry_after is None else error.retry_after
    pause = timedelta(seconds=max(1, asked))
    until = clock.now() + pause
    with transaction.atomic():
        renew(job)
        same = Connection.objects.filter(pk=connection.pk, epoch=connection.epoch)
        same.update(next_sync_at=until, last_error_class=type(error).__name__, last_error=str(error))
        same.filter(status=Connection.Status.SYNCING).update(status=Connection.Status.ACTIVE)
        wait_again(run, error)
    return pause


def wait_again(run: SyncRun, error: Exception) -> None:
    """Another run that waits already does the same work: then this one has failed. One that a reset has
    deleted comes back.
    """
    run.status, run.error_class, run.error = Status.QUEUED, type(error).__name__, str(error)[:300]
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError:
        close_run(run, error)


def prune_runs() -> int:
    """Deletes what ended KEPT ago; how many."""
    return SyncRun.objects.filter(finished_at__lt=clock.now() - KEPT).delete()[0]


def resting_until(connection: Connection) -> datetime | None:
    """The end of the pause that the bank asked for."""
    until = connection.next_sync_at
    limited = connection.last_error_class == RateLimited.__name__
    return until if limited and until and until > clock.now() else None


def close_run(run: SyncRun, error: Exception) -> None:
    run.status, run.finished_at = Status.FAILED, clock.now()
    run.error_class = type(error).__name__[:60]
    run.error = next(iter(str(error).splitlines()), "")[:300]
    SyncRun.objects.filter(pk=run.pk).update(
        status=run.status, finished_at=run.finished_at, error_class=run.error_class, error=run.error
    )


def _held(connection: Connection) -> QuerySet[Connection, Connection]:
    """The row, locked when it is read, unless it has ended."""
    held = Connection.objects.select_for_update(no_key=True, of=("self",)).filter(pk=connection.pk)
    return held.exclude(status=Connection.Status.DISCONNECTED)


def _pause(connection: Connection) -> timedelta:
    return next_pause(
        connection.failures,
        interval=timedelta(minutes=settings.SYNC_INTERVAL_MINUTES),
        backoff=[timedelta(seconds=seconds) for seconds in settings.SYNC_BACKOFF_SECONDS],
        seed=connection.pk,
    )


def _tell(connection: Connection, error: Exception) -> None:
    """Once in each stretch without a good sync."""
    bank, data = connection.institution or connection.provider_id, {"connection_id": connection.pk}
    stretch = f"{connection.pk}:{connection.last_synced_at or connection.created_at:%Y%m%d%H%M%S%f}"
    if isinstance(error, AuthExpired):
        notify(
            user=connection.user,
            kind="reauth_needed",
            title=f"{bank} asks for a new login",
            text="Until you log in there again, nothing new comes from it.",
            data=data,
            key=f"connection:reauth:{stretch}",
        )
    elif connection.failures >= MANY:
        notify(
            user=connection.user,
            kind="sync_failed",
            title=f"{bank} could not be read",
            text=f"{connection.failures} times in a row: {connection.last_error}",
            data=data,
            key=f"connection:failed:{stretch}",
        )


_AT_WORK = (Connection.Status.ACTIVE, Connection.Status.ERROR)
_STATE = ("status", "failures", "cursor", "last_error_class", "last_error", "last_synced_at", "next_sync_at")
