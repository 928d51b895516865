from __future__ import annotations

import statistics
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from config.jobs.models import Job
from config.jobs.services.runner import run_one
from config.jobs.tests.threads import start, together
from config.lib import clock
from providers.domain.contract import Notice
from providers.models import Connection, SyncRun, WebhookEvent
from providers.services import webhooks
from providers.services.webhooks import prune_webhook_events
from providers.tests.factories import WebhookEventFactory
from providers.tests.linked import link
from providers.tests.plaidserver import Item, PlaidServer

if TYPE_CHECKING:
    from pytest_django import Settings

URL = "/api/sync/plaid/webhook"


def post(server: PlaidServer, body: bytes, *, url: str = URL, **headers: str) -> Any:
    signed = {"Plaid-Verification": server.signature_of(body)} | headers
    return Client().post(url, body, content_type="application/json", headers=signed)


def tell(server: PlaidServer, item: Item, **fields: Any) -> Any:
    return post(server, server.webhook_of(item, **fields))


@pytest.mark.django_db
@pytest.mark.parametrize("url", [URL, "/sync/plaid/webhook", "/v1/sync/plaid/webhook/"])
def test_something_is_new(ana: User, plaid_server: PlaidServer, url: str) -> None:
    item = plaid_server.new_item()
    linked = link(ana, item)

    answer = post(plaid_server, plaid_server.webhook_of(item), url=url)

    assert (answer.status_code, answer.json()) == (200, {"status": "accepted"})
    run = SyncRun.objects.get()
    assert (run.connection, run.trigger, run.status) == (linked, "webhook", "queued")
    event = WebhookEvent.objects.get()
    assert (event.user, event.item_id, event.kind) == (ana, item.id, "TRANSACTIONS")
    assert (event.code, event.deliveries, event.handled_at) == (
        "SYNC_UPDATES_AVAILABLE",
        1,
        event.received_at,
    )
    assert Job.objects.filter(kind="providers.sync", state="waiting").count() == 1


@pytest.mark.django_db
def test_an_item_that_nobody_has(ana: User, plaid_server: PlaidServer) -> None:
    gone = link(ana, plaid_server.new_item())
    Connection.objects.filter(pk=gone.pk).update(
        status="disconnected", access_token="", refresh_token="", next_sync_at=None
    )
    items = [plaid_server.new_item(), next(iter(plaid_server.items.values()))]

    assert [tell(plaid_server, item).json() for item in items] == [{"status": "ignored"}] * 2
    assert not SyncRun.objects.exists()
    assert list(WebhookEvent.objects.values_list("user", flat=True)) == [None, None]


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["", "x.y.z", "other body"])
def test_who_is_not_the_bank(ana: User, plaid_server: PlaidServer, wrong: str) -> None:
    item = plaid_server.new_item()
    link(ana, item)
    body = plaid_server.webhook_of(item)
    signature = plaid_server.signature_of(body + b" ") if wrong == "other body" else wrong

    answer = post(plaid_server, body, **{"Plaid-Verification": signature})

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert not WebhookEvent.objects.exists()
    assert not SyncRun.objects.exists()


@pytest.mark.django_db
def test_a_body_that_is_too_long(plaid_server: PlaidServer) -> None:
    answer = post(plaid_server, b"{" + b" " * 64_000 + b"}")
    assert answer.status_code == 413
    assert not plaid_server.requests


@pytest.mark.django_db
def test_without_plaid(settings: Settings) -> None:
    assert Client().post(URL, b"{}", content_type="application/json").status_code == 503


@pytest.mark.django_db
def test_an_expired_token_beside_it_does_not_matter(ana: User, plaid_server: PlaidServer) -> None:
    item = plaid_server.new_item()
    link(ana, item)
    body = plaid_server.webhook_of(item)
    assert post(plaid_server, body, Authorization="Bearer x.y.z").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_equal_words_later_are_news_again(ana: User, plaid_server: PlaidServer) -> None:
    """Plaid says each time the same, byte by byte."""
    item = plaid_server.new_item()
    link(ana, item)
    tell(plaid_server, item)
    run_one(Job.objects.get(kind="providers.sync").pk)

    tell(plaid_server, item)

    assert WebhookEvent.objects.get().deliveries == 2
    assert list(SyncRun.objects.order_by("pk").values_list("status", flat=True)) == ["ok", "queued"]


@pytest.mark.django_db(transaction=True)
def test_a_link_that_goes_at_that_moment(
    ana: User, plaid_server: PlaidServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = plaid_server.new_item()
    gone = link(ana, item)
    found = webhooks._connections  # between the look and the write

    def then_it_goes(notice: Notice) -> list[Connection]:
        rows = found(notice)
        Connection.objects.filter(pk=gone.pk).delete()
        return rows

    monkeypatch.setattr(webhooks, "_connections", then_it_goes)

    assert tell(plaid_server, item).status_code == 409
    assert not SyncRun.objects.exists()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer, who goes first")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["locked", "ingested", "written"])
def test_nobody_waits_for_a_sync_that_writes(
    ana: User, plaid_server: PlaidServer, settings: Settings, step: str
) -> None:
    item = plaid_server.new_item()
    item.add("t1", 5)
    link(ana, item)
    tell(plaid_server, item)
    heard: list[int] = []

    def hook(name: str) -> None:
        if name == step:
            heard.append(start(lambda: tell(plaid_server, item).status_code).result(5))

    settings.FAILPOINT = hook
    run_one(Job.objects.get(kind="providers.sync").pk)

    assert heard == [200]
    assert list(SyncRun.objects.order_by("pk").values_list("status", flat=True)) == ["ok", "queued"]


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_during_a_run(
    ana: User, plaid_server: PlaidServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """One stored row, the run that is under way, and one more."""
    item = plaid_server.new_item()
    item.add("t1", 5)
    link(ana, item)
    tell(plaid_server, item)
    [job] = Job.objects.filter(kind="providers.sync")
    answers: list[tuple[int, float]] = []
    answer = plaid_server.answer

    def timed() -> tuple[int, float]:
        began = time.perf_counter()
        status = tell(plaid_server, item).status_code
        return status, time.perf_counter() - began

    def storm(request: Any) -> tuple[int, Any]:
        if request.path == "/transactions/sync" and not answers:
            answers.extend(together(50, timed))
        return answer(request)

    plaid_server.answer = storm  # type: ignore[method-assign] # this test's own bank
    run_one(job.pk)
    while (waiting := Job.objects.filter(kind="providers.sync", state="waiting").first()) is not None:
        run_one(waiting.pk)

    assert [status for status, _ in answers] == [200] * 50
    assert WebhookEvent.objects.get().deliveries == 51
    assert list(SyncRun.objects.order_by("pk").values_list("status", flat=True)) == ["ok", "ok"]
    assert Job.objects.filter(kind="providers.sync").count() == 2
    times = sorted(seconds for _, seconds in answers)
    with capsys.disabled():
        print(f"\n50 webhooks at once: median {statistics.median(times):.3f} s, p99 {times[-1]:.3f} s")  # noqa: T201 - a figure to report


@pytest.mark.django_db
def test_old_ones_are_forgotten(ana: User) -> None:
    WebhookEventFactory(user=ana, received_at=clock.now() - timedelta(days=31))
    kept = WebhookEventFactory(user=ana, received_at=clock.now() - timedelta(days=29))

    assert prune_webhook_events() == 1
    assert list(WebhookEvent.objects.all()) == [kept]
