"""What a reader of figures does first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.selectors.basis import basis_of
from analytics.services.locks import HeldError
from analytics.services.refresh import READER_WAITS, refresh_marked
from analytics.sql.fresh import Fresh, Stale
from preferences.models import StaleMark

if TYPE_CHECKING:
    from accounts.models import User


def ensure_fresh(user: User) -> Fresh:
    """Figures that show every write committed before the call.

    One query when nothing was written since the last time. Otherwise the marked months are counted anew
    first; where somebody else does that for longer than READER_WAITS, the statement itself counts them.
    """
    marks = StaleMark.objects.for_user(user)
    if not marks.exists():
        return Fresh(user)
    try:
        refresh_marked(user, wait=READER_WAITS)
    except HeldError:
        stale = frozenset(marks.values_list("period", flat=True))
        return Fresh(user, Stale(stale, basis_of(user)) if stale else None)
    return Fresh(user)
