"""What happened to a person's account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import AuditEvent

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User


def events_of(user: User) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(user=user)
