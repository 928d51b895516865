"""The one writer of audit events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import AuditEvent, User
from accounts.services.origin import address_of

if TYPE_CHECKING:
    from django.http import HttpRequest


def record_refusal(*, user: User | None, kind: str, request: HttpRequest | None = None) -> None:
    """An event that stands for itself; without a name when the person is erased at the same moment."""
    with transaction.atomic():
        # The person's row is held: it cannot go between this look and the event that names it.
        people = User.objects.select_for_update(no_key=True)
        held = people.filter(pk=user.pk).first() if user is not None else None
        record_event(user=held, kind=kind, request=request, result=AuditEvent.Result.REFUSED)


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
