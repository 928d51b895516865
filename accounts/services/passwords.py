"""Passwords: the rules they meet, and what changing one ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import AuditEvent, Session
from accounts.services.audit import record_event
from accounts.services.sessions import end_sessions

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User


def password_problems(password: str, *, user: User) -> list[str]:
    """The sentences of every rule that the password breaks for this person."""
    try:
        validate_password(password, user)
    except ValidationError as problem:
        return list(problem.messages)
    return []


def set_password(
    *, user: User, password: str | None, keep: Session | None = None, request: HttpRequest | None = None
) -> None:
    """Set a password that was checked before (None: unusable) and end every session but `keep`."""
    user.set_password(password)  # slow on purpose, so outside the transaction
    with transaction.atomic():
        user.save(update_fields=["password"])
        end_sessions(user=user, reason=Session.End.PASSWORD, keep=keep)
        record_event(user=user, kind=AuditEvent.Kind.PASSWORD_CHANGE, request=request)
