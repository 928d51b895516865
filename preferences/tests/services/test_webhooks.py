"""Webhooks from their URL to their receiver; what is no public address hears nothing."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from pytest_django import Settings

from accounts.models import User
from config.jobs import registry
from config.jobs.models import OutboxMessage
from config.jobs.services.delivery import deliver
from config.jobs.services.outbox import DELIVER
from config.jobs.services.runner import run_one
from config.lib import clock
from config.lib.errors import Conflict, Invalid
from preferences.models import Webhook
from preferences.services.notifications import notify
from preferences.services.webhooks import MOST, add_webhook, remove_webhook
from preferences.tests.receiver import Receiver, receiver

pytestmark = pytest.mark.django_db
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
PUBLIC = "https://1.1.1.1/hook"


@pytest.fixture
def hook(settings: Settings) -> Iterator[Receiver]:
    with receiver() as running:
        settings.WEBHOOK_PRIVATE_HOSTS = [running.host]
        yield running


@pytest.fixture(autouse=True)
def _only_webhooks(settings: Settings) -> Iterator[None]:
    settings.NOTIFICATION_CHANNELS = ["preferences.services.channels.webhooks"]
    with mock.patch.dict(registry.KINDS, clear=True):
        registry.register(DELIVER, deliver, retries=3, backoff=timedelta(0))
        yield


def add(user: User, hook: Receiver, path: str = "/hook", **changes: Any) -> Webhook:
    return add_webhook(user=user, url=f"http://{hook.host}{path}", **changes)[0]


def tell(user: User, key: str = "1") -> None:
    assert notify(user=user, kind="low_balance", title="Low", data={"lowest": "-12.50"}, key=key)


def attempt() -> tuple[Any, ...]:
    assert run_one() is not None
    values: tuple[Any, ...] = OutboxMessage.objects.values_list("state", "attempts", "last_error").get()
    return values


def test_a_post_is_signed_over_id_time_and_body(ana: User, hook: Receiver) -> None:
    webhook = add(ana, hook, "/hook?a=1", secret=SECRET)
    tell(ana)
    before = int(clock.now().timestamp())
    assert attempt() == ("sent", 1, "")
    [(path, headers, body)] = hook.got
    assert path == "/hook?a=1"
    assert headers["Content-Type"] == "application/json"
    message = OutboxMessage.objects.get()
    assert headers["webhook-id"] == message.message_id
    assert before <= int(headers["webhook-timestamp"]) <= before + 30
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    told = json.loads(body)
    assert (told["type"], told["data"]["data"]) == ("notification.low_balance", {"lowest": "-12.50"})
    webhook.refresh_from_db()
    assert webhook.delivered_at is not None
    assert webhook.last_error == ""


@pytest.mark.parametrize("status", [301, 302, 307, 400, 404, 429, 500, 503])
def test_another_answer_is_tried_again_under_the_same_id(ana: User, hook: Receiver, status: int) -> None:
    webhook = add(ana, hook)
    hook.statuses.append(status)
    tell(ana)
    assert attempt() == ("waiting", 1, f"Failed: The receiver answered {status}")
    webhook.refresh_from_db()
    assert (webhook.last_error, webhook.delivered_at) == (f"The receiver answered {status}", None)
    assert attempt() == ("sent", 2, "")
    webhook.refresh_from_db()
    assert webhook.last_error == ""
    assert {path for path, _headers, _body in hook.got} == {"/hook"}  # a redirect was not followed
    assert len({headers["webhook-id"] for _path, headers, _body in hook.got}) == 1
    assert len({body for _path, _headers, body in hook.got}) == 1
    assert len(hook.got) == 2


def test_a_receiver_that_is_gone_for_good(ana: User, hook: Receiver) -> None:
    add(ana, hook)
    hook.statuses.append(410)
    tell(ana)
    assert attempt() == ("dead", 1, "Rejected: The receiver says that it is gone: 410")
    assert run_one() is None


def test_a_removed_webhook_gets_nothing_more(ana: User, ben: User, hook: Receiver) -> None:
    webhook = add(ana, hook)
    tell(ana)
    tell(ben)
    remove_webhook(webhook=webhook)
    assert not OutboxMessage.objects.exists()
    assert run_one() is not None
    assert hook.got == []


def test_a_message_whose_webhook_went_is_a_dead_letter(ana: User, hook: Receiver) -> None:
    add(ana, hook)
    tell(ana)
    Webhook.objects.all().delete()
    assert attempt() == ("dead", 1, "Rejected: The webhook was removed")
    assert hook.got == []


def test_a_url_that_leads_home_since_it_was_added_is_not_called(
    ana: User, hook: Receiver, settings: Settings
) -> None:
    webhook = add(ana, hook)
    tell(ana)
    settings.WEBHOOK_PRIVATE_HOSTS = []
    assert attempt() == ("dead", 1, "Rejected: Not an https address")
    webhook.refresh_from_db()
    assert webhook.last_error == "Not an https address"
    assert hook.got == []


def test_a_name_that_turns_to_this_machine_is_not_called(
    ana: User, hook: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, answers = socket.getaddrinfo, ["1.1.1.1", "127.0.0.1"]

    def resolve(host: str, *args: Any, **options: Any) -> Any:
        return real(answers.pop(0) if host == "rebind.example" else host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    add_webhook(user=ana, url=f"https://rebind.example:{hook.server_port}/")
    tell(ana)
    assert attempt() == ("dead", 1, "Rejected: The host has no public address")
    assert (answers, hook.got) == ([], [])


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "https://127.0.0.1:{port}/",
        "https://localhost:{port}/",
        "https://[::1]:{port}/",
        "https://[::ffff:127.0.0.1]:{port}/",
        "https://2130706433:{port}/",
        "https://0:{port}/",
        "https://10.0.0.1/",
        "https://192.168.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://100.64.0.1/",
        "https://224.0.0.1/",
        "https://user:word@1.1.1.1/",
        "http://1.1.1.1/",
        "ftp://1.1.1.1/",
        "1.1.1.1",
        "https://",
        "https://nowhere.invalid/",
        "https://1.1.1.1:99999/",
        "javascript:alert(1)",
        "\x00https://1.1.1.1/",
        "https://1.1.1.1/\n",
    ],
)
def test_no_public_address(ana: User, hook: Receiver, settings: Settings, url: str) -> None:
    settings.WEBHOOK_PRIVATE_HOSTS = []
    with pytest.raises(Invalid) as refused:
        add_webhook(user=ana, url=url.format(port=hook.server_port))
    assert refused.value.errors == {"url": ["Must be an https URL that leads to a public address"]}
    assert not Webhook.objects.exists()
    assert hook.got == []


def test_the_secret_is_new_or_given_and_sealed(ana: User) -> None:
    webhook, secret = add_webhook(user=ana, url=PUBLIC)
    other, given = add_webhook(user=ana, url=f"{PUBLIC}2", secret=SECRET)
    assert secret.startswith("whsec_")
    assert given == SECRET
    for row, plain in ((webhook, secret), (other, SECRET)):
        assert row.secret.startswith("v1.test.")
        assert plain not in row.secret
    with pytest.raises(Invalid, match="Invalid request") as refused:
        add_webhook(user=ana, url=f"{PUBLIC}3", secret="hunter2")
    assert list(refused.value.errors or {}) == ["secret"]


def test_a_secret_moved_to_another_row_does_not_open(ana: User, ben: User, hook: Receiver) -> None:
    add(ana, hook)
    tell(ana)
    theirs = add(ben, hook)
    Webhook.objects.filter(user=ana).update(secret=theirs.secret)
    assert attempt()[:2] == ("waiting", 1)
    assert hook.got == []


def test_the_same_url_once_for_each_user_and_not_too_many(ana: User, ben: User) -> None:
    add_webhook(user=ana, url=PUBLIC)
    with pytest.raises(Conflict, match="exists already"):
        add_webhook(user=ana, url=PUBLIC)
    add_webhook(user=ben, url=PUBLIC)
    for number in range(1, MOST):
        add_webhook(user=ana, url=f"{PUBLIC}/{number}")
    with pytest.raises(Conflict, match="Too many"):
        add_webhook(user=ana, url=f"{PUBLIC}/more")
    assert Webhook.objects.filter(user=ana).count() == MOST
