"""Mail on a machine without a mail server: one file for each message, named by its Message-ID.

It is Django's EMAIL_BACKEND when EMAIL_URL is empty. The files live as long as their rows in the outbox.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

UNSAFE = re.compile(r"[^A-Za-z0-9@.-]")


class MailFolder(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """A message that comes again replaces itself."""
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            path(message.extra_headers["Message-ID"]).write_bytes(message.message().as_bytes())
        return len(email_messages)


def folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH)  # type: ignore[misc]  # config.mail sets it, out of mypy's sight


def path(message_id: str) -> Path:
    return folder() / f"{UNSAFE.sub('', message_id)}.eml"


def remove_mail(message_ids: Iterable[str]) -> None:
    for message_id in message_ids:
        path(message_id).unlink(missing_ok=True)
