"""How people come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction

from accounts import lifecycle
from accounts.models import AuditEvent, User
from accounts.services.audit import record_event
from accounts.services.login import require_password_login
from accounts.services.passwords import password_problems
from accounts.services.profile import user_problems
from accounts.services.sessions import start_session
from config.lib import clock
from config.lib.errors import Forbidden, Invalid

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.adapters.tokens import Pair

RACES = 3


def register_user(
    *,
    email: str,
    password: str,
    username: str = "",
    full_name: str = "",
    base_currency: str = "",
    time_zone: str = "",
    request: HttpRequest | None = None,
) -> tuple[User, Pair]:
    """A new person with everything that the apps give to one, and the tokens of a first session.

    `Forbidden` unless REGISTRATION is open; `Invalid` names every field that is wrong or taken.
    """
    require_password_login()
    if settings.REGISTRATION != "open":
        raise Forbidden("Registration is closed", detail="Ask the operator of this server for an account.")
    user = User(
        email=User.objects.normalize_email(email),
        username=username,
        full_name=full_name,
        base_currency=base_currency or settings.DEFAULT_CURRENCY,
        time_zone=time_zone or settings.DEFAULT_TIME_ZONE,
        last_login=clock.now(),
    )
    problems = user_problems(_named(user, username)) | _about(
        "password", password_problems(password, user=user)
    )
    if problems:
        raise Invalid("The registration has errors", errors=problems)
    user.set_password(password)  # slow on purpose, so outside the transaction
    return user, _admit_with_session(user, username=username, request=request)


def admit_user(*, user: User, request: HttpRequest | None = None) -> None:
    """Save a new person and run every app's `on_register`, in one transaction."""
    with transaction.atomic():
        _named(user, user.username).save(force_insert=True)
        welcome_user(user=user, request=request)


def welcome_user(*, user: User, request: HttpRequest | None = None) -> None:
    """Give a saved person what every person has, in the caller's transaction."""
    lifecycle.run_register(user)
    record_event(user=user, kind=AuditEvent.Kind.REGISTER, request=request)


def _admit_with_session(
    user: User, *, username: str, request: HttpRequest | None, tries: int = RACES
) -> Pair:
    """The constraints decide who of several at once has a name; a name of our own making is made again."""
    try:
        with transaction.atomic():
            admit_user(user=user, request=request)
            return start_session(user=user, request=request)
    except IntegrityError:
        user.pk = None
        if problems := user_problems(_named(user, username)):
            raise Invalid("The registration has errors", errors=problems) from None
        if tries == 1:
            raise
    return _admit_with_session(user, username=username, request=request, tries=tries - 1)


def _named(user: User, username: str) -> User:
    user.username = username or User.objects.free_username(user.email)
    return user


def _about(field: str, problems: list[str]) -> dict[str, list[str]]:
    return {field: problems} if problems else {}
