"""Leaving, and starting again: what the apps registered in `accounts.lifecycle`, in one transaction."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from accounts import lifecycle
from accounts.models import AuditEvent, EmailRequest, Invitation, LoginThrottle, User
from accounts.services.attempts import account_key
from accounts.services.audit import record_event
from accounts.services.locks import lock_person
from accounts.sql.append_only import MARK, UNMARK
from config.jobs.services.outbox import forget_messages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest


@contextmanager
def erasing(user: User) -> Iterator[None]:
    """In it append-only tables let DELETE pass. `Unauthenticated` when the person is gone."""
    with transaction.atomic():
        lock_person(user.pk)
        _execute(MARK)
        yield
        _execute(UNMARK)


def _execute(statements: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statements[connection.vendor])


def erase_account(*, user: User) -> None:
    """Remove the person and every row that is theirs, from every app.

    One audit row stays: that an account was erased, and when. It holds no user and no address.
    """
    with erasing(user):
        lifecycle.run_erase(user)
        user.delete()
        record_event(user=None, kind=AuditEvent.Kind.ERASE)


def reset_account(*, user: User, mode: lifecycle.Mode, request: HttpRequest | None = None) -> None:
    """Clear what the mode names in api.md §2; after a full reset the person has what a new one has."""
    with erasing(user):
        lifecycle.run_reset(user, mode)
        if mode == "full":
            lifecycle.run_register(user)
        record_event(user=user, kind=AuditEvent.Kind.RESET, request=request, detail=mode)


def forget_traces(user: User) -> None:
    """Remove what no foreign key finds: sign-in attempts, mail and invitations, the admin's log."""
    LoginThrottle.objects.filter(key=account_key(user.email)).delete()
    forget_messages(user=user, address=user.email)
    EmailRequest.objects.filter(email=user.email).delete()
    Invitation.objects.filter(email=user.email).delete()
    about = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=about, object_id=str(user.pk)).delete()
