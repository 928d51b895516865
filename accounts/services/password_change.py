"""A new password, and what it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.db import transaction

from accounts.domain.letters import password_changed
from accounts.models import ApiToken, AuditEvent, Session
from accounts.services.audit import record_event
from accounts.services.locks import lock_person
from accounts.services.login import require_password_login
from accounts.services.passwords import password_problems
from accounts.services.sessions import end_sessions
from config.jobs.services.outbox import queue_email
from config.lib.errors import Invalid

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User


def change_password(*, user: User, password: str, session: Session | None, request: HttpRequest) -> None:
    """Set it and end every other sign-in and every API token; `session` (or the cookie) goes on.

    The caller has asked for the proof. `Invalid` names the rules that the password breaks.
    """
    require_password_login()
    if problems := password_problems(password, user=user):
        raise Invalid("The password has errors", errors={"new_password": problems})
    user.set_password(password)  # slow on purpose, so outside the transaction
    with transaction.atomic():
        set_hashed_password(user=user)
        if session is None:
            update_session_auth_hash(request, user)
        else:
            keep_session(session=session, user=user)
        record_event(user=user, kind=AuditEvent.Kind.PASSWORD_CHANGE, request=request)
        tell_of_new_password(user=user)


def set_hashed_password(*, user: User) -> None:
    """Save the password that the object holds and end all access, in the caller's transaction."""
    lock_person(user.pk)
    user.save(update_fields=["password"])
    end_sessions(user=user, reason=Session.End.PASSWORD)
    ApiToken.objects.for_user(user).delete()


def tell_of_new_password(*, user: User) -> None:
    """A mail, in the caller's transaction: a person must learn of a change that was not theirs."""
    letter = password_changed(settings.APP_NAME)
    queue_email(to=user.email, subject=letter.subject, text=letter.text, user=user)


def keep_session(*, session: Session, user: User) -> None:
    live = Session.objects.filter(pk=session.pk, revoked_for=Session.End.PASSWORD)
    live.update(revoked_at=None, revoked_for="", password_mark=user.get_session_auth_hash())
