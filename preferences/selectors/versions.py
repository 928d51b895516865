"""A person's data versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from preferences.models import DataVersion

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Versions:
    ledger: int = 0
    preferences: int = 0


def versions_of(user: User) -> Versions:
    """Both counters in one query; zeros before the first write."""
    row = DataVersion.objects.filter(user_id=user.pk).values_list("ledger", "preferences").first()
    return Versions(*row) if row else Versions()


def version_tag(user: User) -> str:
    """The versions as one word of an ETag."""
    versions = versions_of(user)
    return f"{versions.ledger}.{versions.preferences}"
