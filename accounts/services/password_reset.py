"""A forgotten password."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db import transaction

from accounts.models import AuditEvent, EmailRequest, Identity, User
from accounts.services.attempts import forgive_attempts
from accounts.services.audit import record_event
from accounts.services.email_requests import ask_for_mail, find_request, redeem
from accounts.services.login import require_password_login
from accounts.services.password_change import set_hashed_password, tell_of_new_password
from accounts.services.passwords import password_problems
from config.lib.errors import Invalid

if TYPE_CHECKING:
    from django.http import HttpRequest


def ask_reset(*, email: str) -> None:
    """Mail a link to the address if an active account has it; the caller cannot tell."""
    require_password_login()
    ask_for_mail(purpose=EmailRequest.Purpose.RESET, email=email)


def reset_password(*, token: str, password: str, request: HttpRequest | None = None) -> None:
    """Set it, end all access, and take the address as verified: the mail came there.

    `Invalid` for a link that is not good, or the rules that the password breaks; then the link stays good.
    """
    require_password_login()
    row = find_request(token, EmailRequest.Purpose.RESET)
    user = cast("User", row.user)
    if problems := password_problems(password, user=user):
        raise Invalid("The password has errors", errors={"new_password": problems})
    user.set_password(password)  # slow on purpose, so outside the transaction
    with transaction.atomic():
        set_hashed_password(user=user)
        redeem(row)
        _verify(user)
        record_event(user=user, kind=AuditEvent.Kind.PASSWORD_RESET, request=request)
        tell_of_new_password(user=user)
    forgive_attempts(email=user.email)


def _verify(user: User) -> None:
    if not user.is_verified:
        # Who linked it before had not shown that the address is theirs.
        Identity.objects.for_user(user).delete()
        User.objects.filter(pk=user.pk).update(is_verified=True)
