"""Disabling a person and letting them in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import AuditEvent, Session
from accounts.services.audit import record_event
from accounts.services.locks import lock_person
from accounts.services.sessions import end_sessions

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User


def disable_user(*, user: User, request: HttpRequest | None = None) -> None:
    """End every session now; nothing is removed."""
    with transaction.atomic():
        lock_person(user.pk)
        user.is_active = False
        user.save(update_fields=["is_active"])
        end_sessions(user=user, reason=Session.End.DISABLED)
        record_event(user=user, kind=AuditEvent.Kind.DISABLE, request=request)


def enable_user(*, user: User, request: HttpRequest | None = None) -> None:
    with transaction.atomic():
        lock_person(user.pk)
        user.is_active = True
        user.save(update_fields=["is_active"])
        record_event(user=user, kind=AuditEvent.Kind.ENABLE, request=request)
