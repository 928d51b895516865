"""Signing out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import logout
from django.db import transaction

from accounts.models import AuditEvent, Session
from accounts.services.audit import record_event
from accounts.services.locks import lock_person
from accounts.services.sessions import end_session

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User


def log_out(*, user: User, session: Session | None, request: HttpRequest) -> None:
    """End the session that the request came with: tokens, or without one the cookie."""
    with transaction.atomic():
        lock_person(user.pk)
        if session is None:
            logout(request)
        elif not end_session(session=session, reason=Session.End.LOGOUT):
            return
        record_event(user=user, kind=AuditEvent.Kind.LOGOUT, request=request)
