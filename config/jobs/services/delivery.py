"""Messages out: one attempt to deliver one message, and what becomes of it."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from config.jobs.models import Job, OutboxMessage
from config.jobs.registry import KINDS
from config.jobs.senders import SENDERS, Rejected
from config.jobs.services.failures import ERROR_LIMIT, first_line
from config.jobs.services.lease import finish
from config.jobs.services.outbox import DELIVER, opened, remove_messages
from config.lib import clock

State = OutboxMessage.State
FOLDER = "config.jobs.mailfolder.MailFolder"
KEPT = timedelta(days=7)


def deliver(job: Job) -> None:
    """A worker that dies between the other side's yes and our commit sends again, under the same id."""
    message = OutboxMessage.objects.filter(pk=job.key, state=State.WAITING).first()
    if message is None:
        return
    try:
        SENDERS[message.channel](opened(message))
    except Rejected as refusal:
        close(job, message, State.DEAD, refusal)
    except Exception as error:
        if job.attempts > KINDS[job.kind].retries:
            close(job, message, State.DEAD, error)
            return
        record(message, last_error=described(error))
        raise
    else:
        filed = message.channel == "email" and settings.EMAIL_BACKEND == FOLDER
        close(job, message, State.FILED if filed else State.SENT)


def close(job: Job, message: OutboxMessage, state: State, error: BaseException | None = None) -> None:
    """The message's end and the job's in one transaction; LeaseLost leaves the message to the new holder."""
    with transaction.atomic():
        if error is None:
            record(message, state=state, sent_at=clock.now(), payload="", last_error="")
        else:
            record(message, state=state, last_error=described(error))
        finish(job)


def record(message: OutboxMessage, **values: object) -> None:
    waiting = OutboxMessage.objects.filter(pk=message.pk, state=State.WAITING)
    waiting.update(attempts=F("attempts") + 1, **values)


def described(error: BaseException) -> str:
    return f"{type(error).__name__}: {first_line(error)}"[:ERROR_LIMIT]


def tidy(job: Job) -> None:
    """Removes what went out a week ago; a message whose job died with its workers becomes a dead letter."""
    died = Job.objects.filter(kind=DELIVER, state=Job.State.DEAD).values_list("key", flat=True)
    with transaction.atomic():
        remove_messages(OutboxMessage.objects.filter(sent_at__lt=clock.now() - KEPT))
        lost = OutboxMessage.objects.filter(pk__in=[int(key) for key in died], state=State.WAITING)
        lost.update(state=State.DEAD, last_error="Its workers died")
        finish(job)
