"""The mails that accounts queued, and the links in them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from accounts.services.email_requests import KIND
from config.jobs.models import Job, OutboxMessage
from config.jobs.registry import KINDS
from config.jobs.services.outbox import opened


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    text: str
    user_id: int | None

    @property
    def token(self) -> str:
        found = re.search(r"\?token=(\S+)", self.text)
        assert found
        return found[1]


def run_requests() -> None:
    """What the worker does with the requests that wait, twice, as after a crash."""
    for job in Job.objects.filter(kind=KIND, state="waiting").order_by("pk"):
        KINDS[KIND].service(job)
        KINDS[KIND].service(job)
        job.delete()


def mails() -> list[Mail]:
    run_requests()
    rows = OutboxMessage.objects.order_by("pk")
    letters = [(row, opened(row)) for row in rows]
    return [
        Mail(row.recipient, str(letter.payload["subject"]), str(letter.payload["text"]), row.user_id)
        for row, letter in letters
    ]
