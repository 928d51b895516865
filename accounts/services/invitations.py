"""Who may register: everybody, the invited, or nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q

from accounts.adapters.opaque import hash_secret, new_secret
from accounts.models import Invitation, User
from config.lib import clock
from config.lib.errors import Forbidden

if TYPE_CHECKING:
    from django.db.models import QuerySet


def create_invitation(*, email: str = "", days: int) -> str:
    """The code, which nobody can read again; without an address anybody may use it."""
    code, now = new_secret(), clock.now()
    Invitation.objects.create(
        code_hash=hash_secret(code),
        email=User.objects.normalize_email(email),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    return code


def require_admission(*, email: str, invite: str) -> None:
    """`Forbidden` unless REGISTRATION lets this address in now; uses nothing up."""
    if settings.REGISTRATION == "closed":
        raise Forbidden("Registration is closed", detail="Ask the operator of this server for an account.")
    if settings.REGISTRATION == "invite" and not _invitations(email, invite).exists():
        raise _not_invited()


def use_invitation(*, email: str, invite: str) -> None:
    """Use it up in the caller's transaction: of several at once, one comes in."""
    if settings.REGISTRATION == "invite" and not _invitations(email, invite).delete()[0]:
        raise _not_invited()


def prune_invitations() -> int:
    return Invitation.objects.filter(expires_at__lte=clock.now()).delete()[0]


def _invitations(email: str, invite: str) -> QuerySet[Invitation]:
    whose = Q(email="") | Q(email=User.objects.normalize_email(email))
    return Invitation.objects.filter(whose, code_hash=hash_secret(invite), expires_at__gt=clock.now())


def _not_invited() -> Forbidden:
    return Forbidden(
        "Registration needs an invitation", detail="Send its code as `invite`; each is good for one account."
    )
