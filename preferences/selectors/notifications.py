"""What a person was told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preferences.models import Notification

if TYPE_CHECKING:
    from accounts.models import User
    from config.lib.ownership import OwnedQuerySet

OVERLAP = 100
BATCH = 100


def notifications_of(user: User) -> OwnedQuerySet[Notification]:
    rows: OwnedQuerySet[Notification] = Notification.objects.for_user(user)
    return rows


def unread_count(user: User) -> int:
    return notifications_of(user).filter(read_at=None).count()


class Unseen:
    """What one reader has not seen of a person's notifications.

    Ids are given before the commit: a row may come to light after one with a higher id. So each look also
    goes over the last ids before the start.
    """

    def __init__(self, user_id: int, *, after: int | None) -> None:
        """`after` is the last id that the reader has seen; None = all that there is."""
        self.rows = Notification.objects.filter(user_id=user_id)
        known = self.rows if after is None else self.rows.filter(pk__lte=after)
        latest = list(known.order_by("-pk").values_list("pk", flat=True)[: OVERLAP + 1])
        self.seen = set(latest[:OVERLAP])
        self.floor = latest[OVERLAP] if len(latest) > OVERLAP else 0

    def next(self) -> list[Notification]:
        """The oldest of them, at most a batch; from then on they are seen."""
        ids = self.rows.filter(pk__gt=self.floor).order_by("pk").values_list("pk", flat=True)
        fresh = [pk for pk in ids if pk not in self.seen][:BATCH]
        if not fresh:
            return []
        self.seen.update(fresh)
        return list(self.rows.filter(pk__in=fresh).order_by("pk"))
