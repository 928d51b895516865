"""Sign-ins as they are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.crypto import constant_time_compare

from accounts.adapters import tokens
from accounts.models import Session
from config.lib import clock
from config.lib.errors import Unauthenticated

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.models import User
    from config.lib.ownership import OwnedQuerySet


def find_live_session(family: UUID, *, user_id: int) -> Session | None:
    """The session with its user, in one query, if it still gives access."""
    session = Session.objects.select_related("user").filter(family=family, user_id=user_id).first()
    return session if session is not None and _is_live(session) else None


def live_sessions(user: User) -> OwnedQuerySet[Session]:
    rows: OwnedQuerySet[Session] = Session.objects.for_user(user)
    mark = user.get_session_auth_hash()
    return rows.filter(revoked_at=None, expires_at__gt=clock.now(), password_mark=mark)


def _is_live(session: Session) -> bool:
    return (
        session.revoked_at is None
        and session.expires_at > clock.now()
        and session.user.is_active
        and constant_time_compare(session.password_mark, session.user.get_session_auth_hash())
    )


def family_of(refresh_token: str) -> UUID | None:
    """The session that a genuine refresh token names, looked up nowhere."""
    try:
        return tokens.read(refresh_token, "refresh").sid
    except Unauthenticated:
        return None
