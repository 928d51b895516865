"""What is put in, and what becomes of it; `test_email` has the conversations with a mail server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from pytest_django import Settings

from accounts.models import User
from config.jobs import senders
from config.jobs.email import send_email
from config.jobs.mailfolder import path
from config.jobs.models import Job, OutboxMessage
from config.jobs.senders import Letter, Rejected, register_sender
from config.jobs.services.delivery import deliver, tidy
from config.jobs.services.outbox import (
    DELIVER,
    forget_messages,
    opened,
    queue_email,
    queue_message,
    retry_message,
)
from config.jobs.services.runner import run_one
from config.jobs.tests.conftest import row

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def outcomes() -> list[BaseException | None]:
    """What the channel `test` answers to the next letters; afterwards it takes them."""
    return []


@pytest.fixture(autouse=True)
def taken(outcomes: list[BaseException | None], register: Callable[..., None]) -> Iterator[list[Letter]]:
    letters: list[Letter] = []

    def send(letter: Letter) -> None:
        outcome = outcomes.pop(0) if outcomes else None
        if outcome is not None:
            raise outcome
        letters.append(letter)

    register(DELIVER, deliver, retries=2, backoff=timedelta(0))
    register("outbox.tidy", tidy)
    with mock.patch.dict(senders.SENDERS):
        register_sender("test", send)
        yield letters


def queue(**changes: Any) -> int:
    held = queue_message("test", **{"recipient": "somebody", "payload": {"a": [1, "ä"]}, **changes})
    assert held is not None
    return held


def run_all() -> int:
    count = 0
    while run_one() is not None:
        count += 1
    return count


def stored(held: int, *fields: str) -> Any:
    values = OutboxMessage.objects.values_list(*fields).get(pk=held)
    return values[0] if len(fields) == 1 else values


def test_a_message_and_its_job_are_there_together_or_not_at_all(
    woken: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    assert (OutboxMessage.objects.count(), Job.objects.count(), woken) == (0, 0, [])

    with django_capture_on_commit_callbacks(execute=True):
        held = queue()
    [job] = Job.objects.all()
    assert (job.kind, job.key, woken) == ("outbox.deliver", str(held), [job.pk])


def test_a_delivered_message_keeps_no_content(taken: list[Letter], ana: User) -> None:
    with time_machine.travel(NOW, tick=False):
        held = queue(user=ana, key="event:1")
        sealed, message_id = stored(held, "payload", "message_id")
        assert "ä" not in sealed
        assert sealed.startswith("v1.test.")
        assert run_all() == 1
    assert taken == [Letter(message_id, "somebody", {"a": [1, "ä"]}, NOW)]
    assert stored(held, "user", "key", "state", "attempts", "payload", "sent_at", "last_error") == (
        ana.pk, "event:1", "sent", 1, "", NOW, "",
    )  # fmt: skip
    assert row(Job.objects.get().pk, "state") == "done"


def test_one_event_is_told_once_in_each_channel() -> None:
    first = queue(key="event:1")
    assert queue_message("test", recipient="other", payload={}, key="event:1") is None
    mailed = queue_email(to="ana@example.com", subject="s", text="t", key="event:1")
    run_all()
    assert queue_message("test", recipient="other", payload={}, key="event:1") is None
    assert list(OutboxMessage.objects.order_by("pk").values_list("pk", "channel", "state")) == [
        (first, "test", "sent"),
        (mailed, "email", "sent"),
    ]
    assert Job.objects.count() == 2


def test_messages_without_a_key_are_independent() -> None:
    assert queue() != queue()


def test_a_channel_that_nobody_carries_is_a_mistake() -> None:
    with pytest.raises(LookupError, match="'pigeon'"):
        queue_message("pigeon", recipient="x", payload={})
    assert OutboxMessage.objects.count() == 0


def test_a_failed_attempt_is_repeated_under_the_same_id(
    taken: list[Letter], outcomes: list[BaseException | None]
) -> None:
    outcomes[:] = [OSError("no route"), TimeoutError("slow\nsecret")]
    held = queue()
    message_id = stored(held, "message_id")
    run_one()
    assert stored(held, "state", "attempts", "last_error") == ("waiting", 1, "OSError: no route")
    run_one()
    assert stored(held, "state", "attempts", "last_error") == ("waiting", 2, "TimeoutError: slow")
    run_one()
    assert stored(held, "state", "attempts", "last_error") == ("sent", 3, "")
    assert [letter.message_id for letter in taken] == [message_id]


def test_after_the_last_attempt_it_is_a_dead_letter_until_somebody_retries(
    taken: list[Letter], outcomes: list[BaseException | None]
) -> None:
    outcomes[:] = [OSError("1"), OSError("2"), OSError("3")]
    held = queue()
    assert run_all() == 3
    assert stored(held, "state", "attempts", "last_error", "sent_at") == ("dead", 3, "OSError: 3", None)
    assert list(Job.objects.values_list("state", flat=True)) == ["done"]  # one list of the dead, not two
    assert taken == []

    message = OutboxMessage.objects.get()
    assert retry_message(message)
    assert not retry_message(message)
    assert run_all() == 1
    assert stored(held, "state", "attempts", "last_error") == ("sent", 4, "")
    assert taken[0].message_id == message.message_id
    assert not retry_message(message)


def test_a_message_that_will_never_be_taken_is_dead_at_once(outcomes: list[BaseException | None]) -> None:
    outcomes[:] = [Rejected("no such person")]
    held = queue()
    assert run_all() == 1
    assert stored(held, "state", "attempts", "last_error") == ("dead", 1, "Rejected: no such person")


def test_a_lost_key_is_an_error_like_any_other(settings: Settings, taken: list[Letter]) -> None:
    held = queue()
    ring, settings.FIELD_KEYS = settings.FIELD_KEYS, "other:" + "A" * 43
    run_one()
    assert stored(held, "state", "last_error")[0] == "waiting"
    assert stored(held, "last_error").startswith("UnknownKey:")
    settings.FIELD_KEYS = ring
    run_one()
    assert len(taken) == 1


def test_a_message_that_went_meanwhile_is_not_sent_again(taken: list[Letter]) -> None:
    held = queue()
    run_all()
    Job.objects.update(state="waiting", done_at=None)
    assert run_all() == 1
    assert len(taken) == 1
    assert stored(held, "attempts") == 1


def test_the_stale_holder_of_a_job_does_not_close_the_message(taken: list[Letter]) -> None:
    held = queue()

    def lose_the_lease(letter: Letter) -> None:
        Job.objects.update(fence=77)
        taken.append(letter)

    register_sender("test", lose_the_lease)
    run_one()
    assert stored(held, "state", "attempts") == ("waiting", 0)


def test_mail_headers_hold_one_line() -> None:
    held = queue_email(to="ana@example.com", subject="Hello\r\nBcc: eve@example.com", text="Text")
    run_all()
    [sent] = mail.outbox
    assert (sent.subject, sent.to, sent.body) == ("Hello Bcc: eve@example.com", ["ana@example.com"], "Text")
    assert sent.bcc == []
    assert sent.extra_headers["Message-ID"] == stored(held or 0, "message_id")


def test_the_message_id_names_the_domain_of_the_sender(settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Moneta <post@moneta.example>"
    held = queue_email(to="ana@example.com", subject="s", text="t")
    assert stored(held or 0, "message_id").endswith("@moneta.example>")
    settings.DEFAULT_FROM_EMAIL = "nowhere@"
    held = queue_email(to="ana@example.com", subject="s", text="t")
    assert stored(held or 0, "message_id").endswith("@localhost>")


def test_without_a_mail_server_there_is_one_file_until_a_week_is_over(
    settings: Settings, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "config.jobs.mailfolder.MailFolder"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    with time_machine.travel(NOW, tick=False) as travel:
        held = queue_email(to="ana@example.com", subject="Grüße", text="Your link") or 0
        letter = opened(OutboxMessage.objects.get())
        run_all()
        send_email(letter)  # a second time, as after a crash
        message_id = stored(held, "message_id")
        [file] = (tmp_path / "mail").iterdir()
        assert file == path(message_id)
        assert f"Message-ID: {message_id}\n" in file.read_text()
        assert "\nDate: Fri, 20 Nov 2026 12:00:00 +0000\n" in file.read_text()
        assert stored(held, "state") == "filed"

        travel.shift(timedelta(days=7))
        tidy_up()
        assert file.exists()
        travel.shift(timedelta(seconds=1))
        tidy_up()
        assert not OutboxMessage.objects.exists()


def tidy_up() -> None:
    Job.objects.create(kind="outbox.tidy", run_at=NOW, created_at=NOW)
    assert run_all() == 1


def test_files_go_with_their_rows(
    settings: Settings, tmp_path: Path, ana: User, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_BACKEND = "config.jobs.mailfolder.MailFolder"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    queue_email(to="before@example.com", subject="s", text="t", user=ana)
    queue_email(to="ANA@example.com", subject="s", text="t")
    kept = queue_email(to="ben@example.com", subject="s", text="t") or 0
    run_all()
    assert len(list(tmp_path.iterdir())) == 3
    with django_capture_on_commit_callbacks(execute=True):
        forget_messages(user=ana, address="ana@example.com")
    assert [file.name for file in tmp_path.iterdir()] == [path(stored(kept, "message_id")).name]
    assert list(OutboxMessage.objects.values_list("pk", flat=True)) == [kept]


def test_what_waits_or_died_is_kept_and_a_message_without_a_worker_is_dead(
    outcomes: list[BaseException | None],
) -> None:
    outcomes[:] = [Rejected("no")]
    with time_machine.travel(NOW - timedelta(days=30), tick=False):
        dead = queue()
        run_all()
        lost, waiting = queue(), queue()
    Job.objects.filter(key=str(lost)).update(state="dead")
    Job.objects.filter(key=str(waiting)).update(run_at=NOW + timedelta(days=999))
    with time_machine.travel(NOW, tick=False):
        tidy_up()
    assert list(OutboxMessage.objects.order_by("pk").values_list("pk", "state", "last_error")) == [
        (dead, "dead", "Rejected: no"),
        (lost, "dead", "Its workers died"),
        (waiting, "waiting", ""),
    ]
