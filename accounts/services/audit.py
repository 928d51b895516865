"""The one writer of audit events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import AuditEvent
from accounts.services.origin import address_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User


def record_event(
    *,
    user: User | None,
    kind: str,
    request: HttpRequest | None = None,
    result: str = AuditEvent.Result.OK,
    detail: str = "",
) -> AuditEvent:
    """One row in the caller's transaction. `detail` is for people and holds no secret, amount or address."""
    ip = address_of(request)
    return AuditEvent.objects.create(user=user, kind=kind, ip=ip, result=result, detail=detail)
