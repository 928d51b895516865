"""Real conversations with a mail server that refuses, dawdles, says not now, or dies."""

from __future__ import annotations

import email
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from config import mail
from config.jobs.models import OutboxMessage
from config.jobs.services.delivery import deliver
from config.jobs.services.outbox import DELIVER, queue_email, retry_message
from config.jobs.services.runner import run_one
from config.jobs.tests.smtpserver import DIE, HANG, MailServer, mail_server
from config.jobs.tests.stage import kill, process
from config.jobs.tests.threads import eventually

pytestmark = pytest.mark.django_db
RETRIES = 4


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


@pytest.fixture(autouse=True)
def _deliveries(register: Callable[..., None]) -> None:
    register(DELIVER, deliver, retries=RETRIES, backoff=timedelta(0))


@pytest.fixture
def through(settings: Settings) -> Callable[[int], None]:
    """Sends mail by the settings of an EMAIL_URL, waiting for each answer for a moment only."""

    def use(port: int) -> None:
        for name, value in mail.describe(f"smtp://127.0.0.1:{port}", data=Path("/unused")).items():
            setattr(settings, name, value)
        settings.EMAIL_TIMEOUT = 0.3

    return use


@pytest.fixture
def post(server: MailServer, through: Callable[[int], None]) -> MailServer:
    through(server.port)
    return server


def queue() -> int:
    held = queue_email(to="ana@example.com", subject="Grüße: 80 % spent", text="Food\n.\n12,50 €\n")
    assert held is not None
    return held


def attempt() -> tuple[Any, ...]:
    """One attempt, and how the message stands after it."""
    assert run_one() is not None
    fields = ("state", "attempts", "last_error")
    values: tuple[Any, ...] = OutboxMessage.objects.values_list(*fields).get()
    return values


def parsed(taken: list[bytes]) -> list[Message]:
    return [email.message_from_bytes(data) for data in taken]


def test_a_mail_arrives_as_it_was_queued(post: MailServer) -> None:
    queue()
    message_id, created_at = OutboxMessage.objects.values_list("message_id", "created_at").get()
    assert attempt() == ("sent", 1, "")
    [got] = parsed(post.taken)
    assert (got["Message-ID"], got["To"], got["From"]) == (message_id, "ana@example.com", "moneta@localhost")
    assert email.utils.parsedate_to_datetime(got["Date"]) == created_at.replace(microsecond=0)
    assert email.header.make_header(email.header.decode_header(got["Subject"])) == "Grüße: 80 % spent"
    body = got.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert body.decode().replace("..\r\n", ".\r\n").split() == ["Food", ".", "12,50", "€"]


FAILURES = {
    "greets with 421": ({"greeting": "421 busy"}, 0),
    "hangs up at once": ({"greeting": DIE}, 0),
    "never greets": ({"greeting": HANG}, 0),
    "dawdles at RCPT": ({"RCPT": HANG}, 0),
    "greylists the recipient": ({"RCPT": "451 try later"}, 0),
    "refuses the sender for now": ({"MAIL": "452 full"}, 0),
    "refuses the data for now": ({"end": "451 try later"}, 0),
    "dies before DATA": ({"DATA": DIE}, 0),
    "dies after DATA": ({"end": DIE}, 1),
    "hangs after DATA": ({"end": HANG}, 1),
}


@pytest.mark.parametrize("name", FAILURES)
def test_after_a_failure_it_arrives_under_the_same_message_id(post: MailServer, name: str) -> None:
    plan, taken_before = FAILURES[name]
    post.plans.append(plan)
    queue()
    started = time.monotonic()
    state, attempts, error = attempt()
    assert time.monotonic() - started < 5
    assert (state, attempts) == ("waiting", 1)
    assert error
    assert "ana@example.com" not in error
    assert len(post.taken) == taken_before
    assert attempt() == ("sent", 2, "")
    assert len(post.taken) == taken_before + 1
    assert len(set(post.taken)) == 1  # the same bytes, so the same Message-ID
    assert {got["Message-ID"] for got in parsed(post.taken)} == {OutboxMessage.objects.get().message_id}


def test_nobody_listens_and_then_somebody_does(server: MailServer, through: Callable[[int], None]) -> None:
    through(1)
    queue()
    assert attempt() == ("waiting", 1, "ConnectionRefusedError: [Errno 111] Connection refused")
    assert attempt()[:2] == ("waiting", 2)
    through(server.port)
    assert attempt() == ("sent", 3, "")
    assert len(server.taken) == 1


def test_an_outage_makes_a_dead_letter_that_an_operator_revives(post: MailServer) -> None:
    post.plans += [{"end": DIE}] * (RETRIES + 1)
    queue()
    for count in range(1, RETRIES + 1):
        assert attempt()[:2] == ("waiting", count)
    assert attempt()[:2] == ("dead", RETRIES + 1)
    assert run_one() is None
    assert retry_message(OutboxMessage.objects.get())
    assert attempt()[:2] == ("sent", RETRIES + 2)
    assert len(set(post.taken)) == 1
    assert len(post.taken) == RETRIES + 2


@pytest.mark.parametrize(
    "plan", [{"RCPT": "550 no such user"}, {"MAIL": "553 not you"}, {"end": "554 looks like spam"}]
)
def test_a_refusal_for_good_is_not_repeated(post: MailServer, plan: dict[str, str]) -> None:
    post.plans.append(plan)
    queue()
    code = next(iter(plan.values()))[:3]
    assert attempt() == ("dead", 1, f"Rejected: The mail server refused it: {code}")
    assert run_one() is None
    assert post.taken == []


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_after_the_server_took_it_sends_the_same_mail_again(
    server: MailServer, tmp_path: Path
) -> None:
    server.plans.append({"end": HANG})
    held = queue()
    engine, url = ("-m", "config.jobs.tests.embedded"), f"smtp://127.0.0.1:{server.port}"
    with process(engine, tmp_path / "log", EMAIL_URL=url) as first:
        eventually(lambda: len(server.taken) == 1)
        kill(first)
    assert OutboxMessage.objects.get(pk=held).state == "waiting"
    with process(engine, tmp_path / "log", EMAIL_URL=url):
        eventually(lambda: OutboxMessage.objects.get(pk=held).state == "sent")
    assert len(server.taken) == 2
    assert len(set(server.taken)) == 1
