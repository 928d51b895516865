"""Whose figures wait to be counted."""

from __future__ import annotations

from django.db.models import Min

from accounts.models import User
from preferences.models import StaleMark


def users_with_marks(most: int) -> list[User]:
    """Those with the oldest marks first."""
    oldest = StaleMark.objects.values("user").annotate(first=Min("pk")).order_by("first")
    ids = [row["user"] for row in oldest[:most]]
    people = User.objects.in_bulk(ids)
    return [people[pk] for pk in ids if pk in people]
