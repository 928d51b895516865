"""api.md §3: asking for a sync, and what became of those before."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal, cast

from django.http import HttpResponse
from django.urls import re_path
from msgspec import Meta
from rest_framework.request import Request

from config.drf.operations import operation
from config.drf.structs import Answer, Body, Query, read_body, read_query
from config.drf.values import Identifier, path_id
from config.drf.views import ApiView, answer
from config.lib import clock
from providers.models import SyncRun
from providers.selectors.connections import next_sync_at, runs_of
from providers.services.on_demand import run_now, sync_account, sync_connections

TAG = "Banks"
Trigger = Literal["schedule", "manual", "webhook", "link"]
RunStatus = Literal["queued", "running", "ok", "failed"]


class SyncTriggerIn(Body):
    item_id: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    connection_id: Identifier | None = None
    account_id: Identifier | None = None
    wait: bool = False


class AccountSyncOut(Answer, kw_only=True):
    status: Literal["sync_initiated"] = "sync_initiated"
    account_id: int
    run_id: int


class QueuedSyncOut(Answer, kw_only=True):
    run_id: int
    connection_id: int
    provider_id: str


class SyncTriggerOut(Answer, kw_only=True):
    status: Literal["sync_initiated"] = "sync_initiated"
    runs: list[QueuedSyncOut]


class SyncWaitedOut(Answer, kw_only=True):
    status: Literal["ok", "failed"]
    synced_transactions: int
    runs: list[QueuedSyncOut]


class SyncRunOut(Answer, kw_only=True):
    run_id: int
    connection_id: int
    provider_id: str
    trigger: Trigger
    status: RunStatus
    started_at: datetime | None
    finished_at: datetime | None
    fetched: int
    inserted: int
    updated: int
    removed: int
    duplicates: int
    rejected: int
    duration_seconds: Decimal | None
    error: str | None


class SyncStatusOut(Answer, kw_only=True):
    runs: list[SyncRunOut]
    next_sync_at: datetime | None


class StatusQuery(Query):
    connection_id: Identifier | None = None
    limit: Annotated[int, Meta(ge=1, le=1000)] = 100


class AccountSyncView(ApiView):
    @operation(
        "accounts_sync",
        tag=TAG,
        summary="Sync the bank of an account now",
        body=Body,
        answers={202: AccountSyncOut},
        errors=(404, 409),
    )
    def post(self, request: Request, pk: str) -> HttpResponse:
        read_body(request, Body)
        run = sync_account(user=self.user, account_id=path_id(pk))
        return answer(AccountSyncOut(account_id=path_id(pk), run_id=run.pk), 202)


class TriggerView(ApiView):
    @operation(
        "sync_trigger",
        tag=TAG,
        summary="Sync one bank, or all, now",
        description="With `wait` the answer (200) comes when they are done, and says how many transactions "
        "are new or changed. Banks that take too long go on after a 202.",
        body=SyncTriggerIn,
        answers={202: SyncTriggerOut, 200: SyncWaitedOut},
        errors=(404, 409),
    )
    def post(self, request: Request) -> HttpResponse:
        data = read_body(request, SyncTriggerIn)
        runs = sync_connections(
            user=self.user,
            item_id=data.item_id,
            connection_id=data.connection_id,
            account_id=data.account_id,
        )
        queued = [present_queued(run) for run in runs]
        done = run_now(runs) if data.wait else None
        if done is None:
            return answer(SyncTriggerOut(runs=queued), 202)
        return answer(
            SyncWaitedOut(
                status="ok" if all(run.status == SyncRun.Status.OK for run in done) else "failed",
                synced_transactions=sum(run.inserted + run.updated for run in done),
                runs=queued,
            )
        )


class StatusView(ApiView):
    @operation(
        "sync_status",
        tag=TAG,
        summary="The last syncs, newest first, and when the next one is due",
        query=StatusQuery,
        answers={200: SyncStatusOut},
    )
    def get(self, request: Request) -> HttpResponse:
        query = read_query(request, StatusQuery)
        runs = runs_of(self.user, connection_id=query.connection_id)[: query.limit]
        return answer(
            SyncStatusOut(runs=[present(run) for run in runs], next_sync_at=next_sync_at(self.user))
        )


def present_queued(run: SyncRun) -> QueuedSyncOut:
    return QueuedSyncOut(
        run_id=run.pk, connection_id=run.connection_id, provider_id=run.connection.provider_id
    )


def present(run: SyncRun) -> SyncRunOut:
    return SyncRunOut(
        run_id=run.pk,
        connection_id=run.connection_id,
        provider_id=run.connection.provider_id,
        trigger=cast("Trigger", run.trigger),
        status=cast("RunStatus", run.status),
        started_at=run.started_at,
        finished_at=run.finished_at,
        fetched=run.fetched,
        inserted=run.inserted,
        updated=run.updated,
        removed=run.removed,
        duplicates=run.duplicates,
        rejected=run.rejected,
        duration_seconds=duration(run),
        error=run.error or None,
    )


def duration(run: SyncRun) -> Decimal | None:
    """To the millisecond; so far, for one that is under way."""
    if run.started_at is None:
        return None
    lasted = (run.finished_at or clock.now()) - run.started_at
    return Decimal(round(lasted.total_seconds() * 1000)) / 1000


routes = [
    re_path(r"^accounts/(?P<pk>[0-9]+)/sync/?$", AccountSyncView.as_view(), name="account-sync"),
    re_path(r"^sync/trigger/?$", TriggerView.as_view(), name="sync-trigger"),
    re_path(r"^sync/status/?$", StatusView.as_view(), name="sync-status"),
]
