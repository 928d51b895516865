"""How people come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction

from accounts import lifecycle
from accounts.models import AuditEvent, User
from accounts.services.audit import record_event
from accounts.services.invitations import require_admission, use_invitation
from accounts.services.login import require_password_login
from accounts.services.passwords import password_problems
from accounts.services.profile import user_problems
from accounts.services.sessions import start_session
from config.lib import clock
from config.lib.errors import Invalid

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.adapters.tokens import Pair
    from accounts.domain.newcomer import Newcomer

RACES = 3


def register_user(*, newcomer: Newcomer, request: HttpRequest | None = None) -> tuple[User, Pair]:
    """A new person with everything that the apps give to one, and the tokens of a first session.

    `Forbidden` unless REGISTRATION admits the address; `Invalid` names every field that is wrong or taken.
    """
    require_password_login()
    require_admission(email=newcomer.email, invite=newcomer.invite)
    user = person_of(newcomer)
    problems = user_problems(_named(user, newcomer.username)) | _about(
        "password", password_problems(newcomer.password, user=user)
    )
    if problems:
        raise Invalid("The registration has errors", errors=problems)
    user.set_password(newcomer.password)  # slow on purpose, so outside the transaction
    return user, _admit_with_session(user, newcomer, request)


def person_of(newcomer: Newcomer) -> User:
    """Not saved, without a password; the user name only if they chose one."""
    return User(
        email=User.objects.normalize_email(newcomer.email),
        username=newcomer.username,
        full_name=newcomer.full_name,
        base_currency=newcomer.base_currency or settings.DEFAULT_CURRENCY,
        time_zone=newcomer.time_zone or settings.DEFAULT_TIME_ZONE,
        last_login=clock.now(),
    )


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
    user: User, newcomer: Newcomer, request: HttpRequest | None, tries: int = RACES
) -> Pair:
    """The constraints decide who of several at once has a name; a name of our own making is made again."""
    try:
        with transaction.atomic():
            use_invitation(email=user.email, invite=newcomer.invite)
            admit_user(user=user, request=request)
            return start_session(user=user, request=request)
    except IntegrityError:
        user.pk = None
        if problems := user_problems(_named(user, newcomer.username)):
            raise Invalid("The registration has errors", errors=problems) from None
        if tries == 1:
            raise
    return _admit_with_session(user, newcomer, request, tries - 1)


def _named(user: User, username: str) -> User:
    user.username = username or User.objects.free_username(user.email)
    return user


def _about(field: str, problems: list[str]) -> dict[str, list[str]]:
    return {field: problems} if problems else {}
