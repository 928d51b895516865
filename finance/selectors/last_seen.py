"""When the rows of a person were seen last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finance.domain.last_seen import LastSeen
from finance.models import ImportBatch

if TYPE_CHECKING:
    from accounts.models import User


def last_seen_of(user: User) -> LastSeen:
    """Of all imports that are not undone; one query."""
    batches = ImportBatch.objects.for_user(user).filter(undone_at=None).exclude(seen=[])
    return LastSeen(batches.values_list("created_at", "seen"))
