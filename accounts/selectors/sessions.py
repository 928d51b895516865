"""Sign-ins as they are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import Session
from config.lib import clock

if TYPE_CHECKING:
    from uuid import UUID


def find_live_session(family: UUID, *, user_id: int) -> Session | None:
    """The session with its user, if neither has ended, expired or been disabled."""
    session = Session.objects.select_related("user").filter(family=family, user_id=user_id).first()
    if session is None or session.revoked_at is not None or not session.user.is_active:
        return None
    return session if session.expires_at > clock.now() else None
