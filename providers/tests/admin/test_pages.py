"""The pages of links, runs and webhooks."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.models import AuditEvent, User
from accounts.tests.factories import UserFactory
from config.jobs.models import Job
from providers.domain.contract import Grant
from providers.models import Connection, Revocation, SyncRun
from providers.services.tokens import seal_tokens
from providers.tests.factories import (
    ConnectionFactory,
    LinkStateFactory,
    SyncRunFactory,
    WebhookEventFactory,
)

PAGES = ["connection", "linkstate", "revocation", "syncrun", "webhookevent"]
URL = "/admin/providers/connection/"


@pytest.fixture
def operator(db: None) -> User:
    return UserFactory(email="op@example.com", is_staff=True, is_superuser=True)


@pytest.fixture
def desk(operator: User) -> Client:
    client = Client()
    client.force_login(operator)
    return client


@pytest.fixture
def linked(ana: User) -> Connection:
    connection = ConnectionFactory(user=ana)
    seal_tokens(connection, Grant("secret-access", connection.item_id, "secret-refresh"))
    connection.save()
    LinkStateFactory(user=ana)
    WebhookEventFactory(user=ana)
    return connection


def choose(desk: Client, action: str, *rows: int, page: str = "connection") -> str:
    chosen = {"action": action, "_selected_action": list(rows)}
    return desk.post(f"/admin/providers/{page}/", chosen, follow=True).content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_every_page_lists_and_searches(desk: Client, linked: Connection, page: str) -> None:
    SyncRunFactory(user=linked.user, connection=linked)
    assert desk.get(f"/admin/providers/{page}/").status_code == 200
    assert desk.get(f"/admin/providers/{page}/?q=ana").status_code == 200
    assert desk.get(f"/admin/providers/{page}/add/").status_code == 403


def test_tokens_are_masked_and_nothing_is_edited(desk: Client, linked: Connection) -> None:
    url = f"{URL}{linked.pk}/change/"

    shown = desk.get(url).content.decode()

    assert "••••••••" in shown
    assert not any(text in shown for text in ("secret-", linked.access_token, linked.refresh_token))
    assert desk.post(url, {"status": "error"}).status_code == 403
    assert desk.post(f"{URL}{linked.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Connection.objects.get().status == "active"


def test_sync_now(desk: Client, operator: User, linked: Connection) -> None:
    gone = ConnectionFactory(user=linked.user, status="disconnected")

    said = choose(desk, "sync_now", linked.pk, gone.pk)

    assert "Sync asked for: 1." in said
    assert "Not found" in said
    assert SyncRun.objects.get().connection == linked
    assert Job.objects.filter(kind="providers.sync", key=str(linked.pk)).count() == 1
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (operator, str(linked.pk))


def test_disconnect(desk: Client, operator: User, linked: Connection) -> None:
    assert "Disconnected: 1." in choose(desk, "disconnect", linked.pk)

    linked.refresh_from_db()
    assert (linked.status, linked.access_token) == ("disconnected", "")
    assert Revocation.objects.count() == 1
    assert AuditEvent.objects.get(kind="bank_unlinked").user == linked.user
    assert LogEntry.objects.get().user == operator
    assert "Disconnected: 1." not in choose(desk, "disconnect", linked.pk)


def test_retry_of_what_failed(desk: Client, linked: Connection) -> None:
    failed = SyncRunFactory(user=linked.user, connection=linked, status="failed")
    done = SyncRunFactory(user=linked.user, connection=linked, status="ok")

    assert "Retry asked for: 1." in choose(desk, "retry", failed.pk, done.pk, page="syncrun")

    assert SyncRun.objects.filter(status="queued").count() == 1


def test_who_may_only_look(linked: Connection) -> None:
    looker = UserFactory(email="look@example.com", is_staff=True)
    looker.user_permissions.add(*Permission.objects.filter(codename__startswith="view_"))
    client = Client()
    client.force_login(looker)

    page = client.get(URL).content.decode()
    choose(client, "disconnect", linked.pk)

    assert str(linked) in page or linked.institution in page
    assert "Disconnect; the history stays" not in page
    assert Connection.objects.get().status == "active"
