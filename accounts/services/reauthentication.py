"""The proof that it is still the same person, asked before what cannot be undone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from accounts.models import AuditEvent
from accounts.services.attempts import allow_attempt, forgive_attempts
from accounts.services.audit import record_refusal
from config.lib import clock
from config.lib.errors import Forbidden

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from accounts.models import User

RECENT = timedelta(minutes=10)


def confirm_identity(
    *, user: User, password: str | None, signed_in_at: datetime | None, request: HttpRequest | None = None
) -> None:
    """The password, limited like a login; for an account without one, a sign-in of the last ten minutes.

    `Forbidden` with `error` "reauthentication_required" otherwise.
    """
    if not user.has_usable_password():
        if signed_in_at is None or clock.now() - signed_in_at > RECENT:
            raise _required("Sign in again and repeat within ten minutes.")
        return
    if not password:
        raise _required("Send the password in the header X-Confirm-Password or as `password` in the body.")
    allow_attempt(email=user.email, request=request)
    if not user.check_password(password):
        record_refusal(user=user, kind=AuditEvent.Kind.REAUTHENTICATION_FAILED, request=request)
        raise _required("The password is not right.")
    forgive_attempts(email=user.email)


def _required(detail: str) -> Forbidden:
    return Forbidden("reauthentication_required", detail=detail)
