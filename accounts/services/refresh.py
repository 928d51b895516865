"""Refresh tokens rotate: each is good once, and its reuse ends the session (RFC 9700 §4.14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.adapters import tokens
from accounts.domain.rotation import judge
from accounts.models import AuditEvent, RefreshToken, Session
from accounts.selectors.sessions import find_live_session
from accounts.services.audit import record_event
from accounts.services.locks import lock_person
from accounts.services.sessions import end_session, keep_refresh_token
from config.lib import clock
from config.lib.errors import Unauthenticated

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest


def refresh_session(*, token: str, request: HttpRequest | None = None) -> tokens.Pair:
    """The next pair, derived from the token presented: a repeat within the grace gives the same bytes."""
    claims = tokens.read(token, "refresh")
    session = find_live_session(claims.sid, user_id=claims.user_id)
    if session is None:
        raise Unauthenticated(tokens.REFUSED)
    used_at = _use(session, claims.jti)
    if used_at is None:
        _end_reused(session, request)
        raise Unauthenticated(tokens.REFUSED)
    return _successor(session, claims.jti, used_at)


def _use(session: Session, jti: str) -> datetime | None:
    """The instant at which the token was used first, which may be now; None = not to be used any more."""
    now = clock.now()
    held = RefreshToken.objects.filter(session=session, token_hash=tokens.hash_id(jti))
    with transaction.atomic():
        lock_person(session.user_id)
        if held.filter(used_at=None).update(used_at=now):
            pair = _successor(session, jti, now)
            keep_refresh_token(session=session, pair=pair, issued_at=now)
            Session.objects.filter(pk=session.pk).update(last_used_at=now, expires_at=pair.refresh_expires_at)
            return now
    # Lost to an earlier or a parallel use, whose instant stands now: the update waited for its commit.
    row = held.first()
    if row is None or judge(row.used_at, now=now) != "repeat":
        return None
    return row.used_at


def _successor(session: Session, jti: str, used_at: datetime) -> tokens.Pair:
    return tokens.issue_pair(user_id=session.user_id, family=session.family, seed=jti, issued_at=used_at)


def _end_reused(session: Session, request: HttpRequest | None) -> None:
    with transaction.atomic():
        lock_person(session.user_id)
        if end_session(session=session, reason=Session.End.REUSE):
            record_event(
                user=session.user,
                kind=AuditEvent.Kind.REFRESH_REUSE,
                request=request,
                result=AuditEvent.Result.REFUSED,
            )
