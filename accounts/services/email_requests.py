"""Mails with a link: asked for, sent by a job, redeemed once.

To ask costs the same for every address and looks nobody up: one row and one job. Only the job, which nobody
waits for, learns whether there is an account, so neither answers nor their times tell.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.conf import settings
from django.db import transaction

from accounts.adapters.opaque import LONGEST, hash_secret, new_secret
from accounts.domain import letters
from accounts.models import EmailRequest, User
from config.jobs.services.outbox import queue_email
from config.jobs.services.queue import enqueue
from config.lib import clock
from config.lib.errors import Invalid

if TYPE_CHECKING:
    from config.jobs.models import Job

KIND = "accounts.email_request"
Purpose = EmailRequest.Purpose
LIFE = {
    Purpose.REGISTER: timedelta(hours=24),
    Purpose.VERIFY: timedelta(hours=24),
    Purpose.RESET: timedelta(minutes=30),
}
PATH = {Purpose.REGISTER: "auth/verify", Purpose.VERIFY: "auth/verify", Purpose.RESET: "auth/reset"}
LETTER: dict[str, Callable[[str, str], letters.Letter]] = {
    Purpose.REGISTER: letters.registration_link,
    Purpose.VERIFY: letters.verification_link,
    Purpose.RESET: letters.reset_link,
}
MOST_PER_HOUR = 5


def ask_for_mail(*, purpose: str, email: str, newcomer: dict[str, Any] | None = None) -> None:
    """`newcomer` is for registrations."""
    address = User.objects.normalize_email(email)
    with transaction.atomic():
        row = EmailRequest.objects.create(purpose=purpose, email=address[:254], newcomer=newcomer)
        enqueue(KIND, key=str(row.pk))


def answer_request(job: Job) -> None:
    """Queue the mail, or drop the request; a repeat does nothing."""
    with transaction.atomic():
        held = EmailRequest.objects.select_for_update().filter(pk=job.key, token_hash="")
        row = held.first()
        if row is None:
            return
        user = User.objects.filter(email=row.email).first()
        if _is_flood(row):
            row.delete()
        elif row.purpose == Purpose.REGISTER and user is not None:
            _tell_known(row, user)
        elif _is_wanted(row, user):
            _send_link(row, user)
        else:
            row.delete()


def find_request(token: str, *purposes: str) -> EmailRequest:
    """The request that a link belongs to; `Invalid` when it is unknown, used, expired or another kind's."""
    row = (
        EmailRequest.objects.select_related("user")
        .filter(token_hash=hash_secret(token[:LONGEST]), purpose__in=purposes, expires_at__gt=clock.now())
        .first()
    )
    if row is None or (row.user is not None and not (row.user.is_active and row.user.email == row.email)):
        raise used_up()
    return row


def redeem(row: EmailRequest) -> None:
    """Use it up, and all others of its kind for the address, in the caller's transaction; once."""
    rows = EmailRequest.objects.filter(email=row.email, purpose=row.purpose)
    # In one order, so that two links of one address cannot wait for each other.
    if row.pk not in list(rows.select_for_update().order_by("pk").values_list("pk", flat=True)):
        raise used_up()
    rows.delete()


def used_up() -> Invalid:
    return Invalid(
        "The link is not valid any more",
        detail="Ask for a new one.",
        errors={"token": ["Not valid any more"]},
    )


def prune_requests() -> int:
    return EmailRequest.objects.filter(asked_at__lte=clock.now() - timedelta(days=2)).delete()[0]


def _is_flood(row: EmailRequest) -> bool:
    lately = EmailRequest.objects.filter(email=row.email, asked_at__gt=clock.now() - timedelta(hours=1))
    return lately.exclude(token_hash="").count() >= MOST_PER_HOUR


def _is_wanted(row: EmailRequest, user: User | None) -> bool:
    if row.purpose == Purpose.REGISTER:
        return user is None
    if user is None or not user.is_active:
        return False
    return row.purpose == Purpose.RESET or not user.is_verified


def _send_link(row: EmailRequest, user: User | None) -> None:
    token = new_secret()
    row.user, row.token_hash = user, hash_secret(token)
    row.expires_at = clock.now() + LIFE[Purpose(row.purpose)]
    row.save()
    url = f"{settings.FRONTEND_URL}/{PATH[Purpose(row.purpose)]}?token={quote(token)}"
    _queue(row, LETTER[row.purpose](settings.APP_NAME, url), user=user)


def _tell_known(row: EmailRequest, user: User) -> None:
    letter = letters.known_address(settings.APP_NAME)
    # The key lets one a day through: who registers again and again does not fill a mailbox.
    _queue(row, letter, user=user, key=f"accounts.known:{user.pk}:{clock.now():%Y%m%d}")
    row.delete()


def _queue(row: EmailRequest, letter: letters.Letter, *, user: User | None, key: str = "") -> None:
    queue_email(to=row.email, subject=letter.subject, text=letter.text, key=key, user=user)
