"""Showing that mail to an address arrives.

With EMAIL_VERIFICATION=required an account comes into being by it: before, there is nothing to sign in to,
and the answer is that for an unknown address. Accounts from before the setting go on; they may verify.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.db import IntegrityError, transaction

from accounts.domain.newcomer import Newcomer
from accounts.models import AuditEvent, EmailRequest, User
from accounts.services.audit import record_event
from accounts.services.email_requests import ask_for_mail, find_request, redeem, used_up
from accounts.services.invitations import require_admission, use_invitation
from accounts.services.locks import lock_person
from accounts.services.login import require_password_login
from accounts.services.passwords import password_problems
from accounts.services.profile import field_problems
from accounts.services.registration import admit_user, person_of
from config.lib.errors import Invalid

if TYPE_CHECKING:
    from django.http import HttpRequest

Purpose = EmailRequest.Purpose


def ask_verification(*, email: str) -> None:
    """Mail a link to the address if an account waits for it; the caller cannot tell."""
    ask_for_mail(purpose=Purpose.VERIFY, email=email)


def ask_registration(*, newcomer: Newcomer) -> None:
    """As `register_user`, up to the mail; whether the address is known changes nothing here.

    `Invalid` names every field that is wrong, and a user name that is taken: those are public.
    """
    require_password_login()
    require_admission(email=newcomer.email, invite=newcomer.invite)
    user = person_of(newcomer)
    problems = field_problems(user, leave_out=() if newcomer.username else ("username",))
    if found := password_problems(newcomer.password, user=user):
        problems["password"] = found
    if newcomer.username and User.objects.filter(username=newcomer.username).exists():
        problems["username"] = ["A user with that username already exists."]
    if problems:
        raise Invalid("The registration has errors", errors=problems)
    user.set_password(newcomer.password)
    ask_for_mail(purpose=Purpose.REGISTER, email=user.email, newcomer=_kept(newcomer, user.password))


def verify_email(*, token: str, request: HttpRequest | None = None) -> None:
    """Make the account that was asked for, or mark the address of one; `Invalid`: the link is not good."""
    row = find_request(token, Purpose.REGISTER, Purpose.VERIFY)
    if row.purpose == Purpose.REGISTER:
        _admit(row, request)
        return
    with transaction.atomic():
        user = cast("User", row.user)
        lock_person(user.pk)
        redeem(row)
        # The address in the filter: one that changes meanwhile is not verified by this.
        if not User.objects.filter(pk=user.pk, email=row.email).update(is_verified=True):
            raise used_up()
        record_event(user=user, kind=AuditEvent.Kind.EMAIL_VERIFIED, request=request)


def _admit(row: EmailRequest, request: HttpRequest | None) -> None:
    held: dict[str, Any] = row.newcomer or {}
    newcomer = Newcomer(**held)
    user = person_of(newcomer)
    user.password, user.is_verified, user.last_login = newcomer.password, True, None
    if User.objects.filter(username=newcomer.username).exists():
        user.username = ""  # taken meanwhile: they get one made from the address
    try:
        with transaction.atomic():
            redeem(row)
            use_invitation(email=user.email, invite=newcomer.invite)
            admit_user(user=user, request=request)
    except IntegrityError:
        if User.objects.filter(email=user.email).exists():
            raise used_up() from None
        raise


def _kept(newcomer: Newcomer, hashed: str) -> dict[str, str]:
    return {**vars(newcomer), "password": hashed}
