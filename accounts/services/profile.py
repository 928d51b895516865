"""What people say about themselves."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts import lifecycle
from accounts.models import AuditEvent, EmailRequest, User
from accounts.services.audit import record_event
from accounts.services.email_requests import ask_for_mail
from accounts.services.locks import lock_person
from config.lib.errors import Invalid

if TYPE_CHECKING:
    from django.http import HttpRequest


def user_problems(user: User) -> dict[str, list[str]]:
    """What is wrong with the fields of a person, or taken by another, by field."""
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as problem:
        return problem.message_dict
    return {}


def field_problems(user: User, *, leave_out: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """What is wrong with the fields of a person as such: nobody else's rows are looked at."""
    try:
        user.clean_fields(exclude=["password", *leave_out])
    except ValidationError as problem:
        return problem.message_dict
    return {}


def update_profile(*, user: User, changes: dict[str, str], request: HttpRequest | None = None) -> User:
    """Set full_name, base_currency, time_zone or email (the caller has asked for the proof of a new address).

    A new e-mail address is unverified. `Invalid` names every wrong or taken field; nothing is written.
    """
    changed = {field for field, value in changes.items() if getattr(user, field) != value}
    fresh = copy(user)
    for field in changed:
        setattr(fresh, field, changes[field])
    if problems := user_problems(fresh):
        raise Invalid("The profile has errors", errors=problems)
    if changed:
        _save(fresh, changed, request)
    return fresh


def _save(user: User, changed: set[str], request: HttpRequest | None) -> None:
    if "email" in changed:
        user.is_verified = False
        changed |= {"is_verified"}
    try:
        with transaction.atomic():
            lock_person(user.pk)
            user.save(update_fields=changed)
            if "email" in changed and settings.EMAIL_VERIFICATION == "required":
                ask_for_mail(purpose=EmailRequest.Purpose.VERIFY, email=user.email)
            if "base_currency" in changed:
                lifecycle.run_currency(user)
            kind = AuditEvent.Kind.EMAIL_CHANGE if "email" in changed else AuditEvent.Kind.PROFILE
            record_event(user=user, kind=kind, request=request, detail=", ".join(sorted(changed)))
    except IntegrityError:  # somebody took the address between the check and the write
        problems = user_problems(user)
        if not problems:
            raise
        raise Invalid("The profile has errors", errors=problems) from None
