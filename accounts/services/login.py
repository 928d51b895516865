"""Signing in with e-mail and password: one answer and one cost for every failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import authenticate, login
from django.db import transaction

from accounts.models import AuditEvent, User
from accounts.services.attempts import allow_attempt, forgive_attempts
from accounts.services.audit import record_event, record_refusal
from accounts.services.locks import lock_person
from accounts.services.sessions import start_session
from config.lib import clock
from config.lib.errors import Forbidden, Unauthenticated

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.adapters.tokens import Pair

WRONG = "The e-mail address or the password is not right"


def log_in(*, email: str, password: str, request: HttpRequest | None = None) -> tuple[User, Pair]:
    """The user and the first tokens of a new session."""
    require_password_login()
    user = check_credentials(email=email, password=password, request=request)
    return user, open_session(user=user, request=request)


def log_in_browser(*, email: str, password: str, request: HttpRequest) -> User:
    """As `log_in`, for our own pages: a cookie instead of tokens."""
    require_password_login()
    user = check_credentials(email=email, password=password, request=request)
    with transaction.atomic():
        lock_person(user.pk)
        login(request, user)
        record_event(user=user, kind=AuditEvent.Kind.LOGIN, request=request, detail="page")
    return user


def open_session(*, user: User, request: HttpRequest | None, detail: str = "") -> Pair:
    """Let in somebody who has shown who they are; `detail` says how, when not by password."""
    user.last_login = clock.now()
    with transaction.atomic():
        # Also locks the row: somebody who is disabled or erased meanwhile gets no session.
        if not User.objects.filter(pk=user.pk, is_active=True).update(last_login=user.last_login):
            raise Unauthenticated(WRONG)
        pair = start_session(user=user, request=request)
        record_event(user=user, kind=AuditEvent.Kind.LOGIN, request=request, detail=detail)
    return pair


def require_password_login() -> None:
    if not settings.AUTH_PASSWORD_ENABLED:
        raise Forbidden(
            "Password login is switched off",
            detail="Sign in through one of the providers of auth/oauth/providers.",
        )


def check_credentials(*, email: str, password: str, request: HttpRequest | None = None) -> User:
    """The active user of these credentials; else `Unauthenticated` with one text, or `Throttled`.

    Django's own backend hashes once whether the address is unknown, the password wrong or unusable, or the
    user disabled. To look the person up before it would make those cases take different times.
    """
    allow_attempt(email=email, request=request)
    user = authenticate(request, username=email, password=password)
    if not isinstance(user, User):
        known = User.objects.filter(email=User.objects.normalize_email(email)).first()
        record_refusal(user=known, kind=AuditEvent.Kind.LOGIN_FAILED, request=request)
        raise Unauthenticated(WRONG)
    forgive_attempts(email=email)
    return user
