"""Where a person is signed in: start, resume on every request, end."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from accounts.adapters import tokens
from accounts.models import AuditEvent, CookieSession, RefreshToken, Session
from accounts.selectors.sessions import find_live_session, live_sessions
from accounts.services.audit import record_event
from accounts.services.locks import lock_person
from accounts.services.origin import address_of, user_agent_of
from config.lib import clock
from config.lib.errors import Missing, Unauthenticated

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User

TOUCH_EVERY = timedelta(minutes=1)
KEEP_ENDED = timedelta(days=30)


def start_session(*, user: User, request: HttpRequest | None = None) -> tokens.Pair:
    """A new family of tokens, in the caller's transaction."""
    now = clock.now()
    family = uuid.uuid4()
    pair = tokens.issue_pair(user_id=user.pk, family=family, seed=secrets.token_hex(32), issued_at=now)
    session = Session.objects.create(
        user=user,
        family=family,
        created_at=now,
        last_used_at=now,
        expires_at=pair.refresh_expires_at,
        password_mark=user.get_session_auth_hash(),
        ip=address_of(request),
        user_agent=user_agent_of(request),
    )
    keep_refresh_token(session=session, pair=pair, issued_at=now)
    return pair


def keep_refresh_token(*, session: Session, pair: tokens.Pair, issued_at: datetime) -> None:
    RefreshToken.objects.create(
        user_id=session.user_id,
        session=session,
        token_hash=pair.refresh_hash,
        issued_at=issued_at,
        expires_at=pair.refresh_expires_at,
    )


def resume_session(token: str) -> Session:
    """The live session of an access token, with its user, in one query; else `Unauthenticated`."""
    claims = tokens.read(token, "access")
    session = find_live_session(claims.sid, user_id=claims.user_id)
    if session is None:
        raise Unauthenticated(tokens.REFUSED)
    _touch(session)
    return session


def _touch(session: Session) -> None:
    now = clock.now()
    if now - session.last_used_at >= TOUCH_EVERY:
        # The old value in the filter: of many requests in one minute, one writes.
        Session.objects.filter(pk=session.pk, last_used_at=session.last_used_at).update(last_used_at=now)


def end_session(*, session: Session, reason: str) -> bool:
    """False when it had ended, or is gone."""
    live = Session.objects.filter(pk=session.pk, revoked_at=None)
    return bool(live.update(revoked_at=clock.now(), revoked_for=reason))


def revoke_session(*, session: Session, request: HttpRequest | None = None) -> None:
    """End one sign-in at somebody's wish."""
    with transaction.atomic():
        lock_person(session.user_id)
        if end_session(session=session, reason=Session.End.REVOKED):
            record_event(user=session.user, kind=AuditEvent.Kind.SESSION_REVOKED, request=request)


def sign_out_session(*, user: User, session_id: int, request: HttpRequest | None = None) -> None:
    """End one of one's own sign-ins; `Missing` when it is not alive."""
    session = live_sessions(user).filter(pk=session_id).first()
    if session is None:
        raise Missing
    revoke_session(session=session, request=request)


def end_sessions(*, user: User, reason: str) -> None:
    """End every sign-in of the user, cookies too, in the caller's transaction."""
    Session.objects.for_user(user).filter(revoked_at=None).update(revoked_at=clock.now(), revoked_for=reason)
    CookieSession.objects.filter(user=user).delete()


def prune_sessions() -> int:
    """Forget what can never be used again; ended sessions stay a month for the person to look at."""
    now = clock.now()
    with transaction.atomic():
        RefreshToken.objects.filter(expires_at__lt=now).delete()
        CookieSession.objects.filter(expire_date__lt=now).delete()
        return Session.objects.filter(expires_at__lt=now - KEEP_ENDED).delete()[0]
