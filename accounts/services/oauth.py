"""Signing in with Google or GitHub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction

from accounts.adapters.oauth.client import failed
from accounts.adapters.oauth.registry import exchange_code, find_provider
from accounts.models import AuditEvent, Identity, User
from accounts.services.audit import record_event
from accounts.services.invitations import require_admission, use_invitation
from accounts.services.login import open_session
from accounts.services.oauth_states import take_state, verifier_of
from accounts.services.profile import user_problems
from accounts.services.registration import admit_user
from config.lib import clock
from config.lib.errors import Conflict, Invalid, Unauthenticated
from config.lib.text import clean

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.adapters.oauth.profile import Profile
    from accounts.adapters.tokens import Pair

RACES = 3


def sign_in_with_provider(
    *, provider: str, code: str, state: str, invite: str = "", request: HttpRequest
) -> tuple[User, Pair]:
    """The person behind a code, and the first tokens of a new session.

    Whom the provider's own id names; else the account of the verified address, if it is verified here too;
    else a new person. `Missing`: no such provider. `Invalid`: state, code or address. `Conflict`: an account
    that this sign-in may not take. `BadGateway`: the provider. No refusal leaves a row behind.
    """
    known = find_provider(provider)
    take_state(provider=provider, state=state, request=request)
    profile = exchange_code(known, code=code, verifier=verifier_of(state))
    return _enter(provider, profile, invite, request)


def _enter(
    provider: str, profile: Profile, invite: str, request: HttpRequest, tries: int = RACES
) -> tuple[User, Pair]:
    """The constraints decide between several at once; who loses finds what the winner made."""
    try:
        with transaction.atomic():
            user = _identified(provider, profile) or _linked(provider, profile, request)
            user = user or _registered(provider, profile, invite, request)
            return user, open_session(user=user, request=request, detail=provider)
    except IntegrityError:
        if tries == 1:
            raise
    return _enter(provider, profile, invite, request, tries - 1)


def _identified(provider: str, profile: Profile) -> User | None:
    held = Identity.objects.select_related("user").filter(provider=provider, subject=profile.subject).first()
    return held.user if held else None


def _linked(provider: str, profile: Profile, request: HttpRequest) -> User | None:
    """The account of the address, now linked; None when there is no such account."""
    if not profile.email:
        raise Invalid(
            "No verified e-mail address",
            detail="Verify your e-mail address at the provider, or allow us to see it, and sign in again.",
        )
    people = User.objects.select_for_update(no_key=True)
    user = people.filter(email=User.objects.normalize_email(profile.email)).first()
    if user is None:
        return None
    if not user.is_active:
        raise Unauthenticated
    if not user.is_verified:
        # Whoever registered here first has not shown that the address is theirs: nobody may inherit it.
        raise Conflict(
            "The address belongs to another account",
            detail="Sign in with its password and verify the address there; then this sign-in works too.",
        )
    held = Identity.objects.for_user(user).filter(provider=provider).first()
    if held is not None and held.subject == profile.subject:
        return user  # somebody else linked it while we waited for the row
    if held is not None:
        raise Conflict(
            "The account is linked to another identity",
            detail="Sign in with the account of this provider that it is linked to.",
        )
    Identity.objects.create(user=user, provider=provider, subject=profile.subject)
    record_event(user=user, kind=AuditEvent.Kind.IDENTITY_LINKED, request=request, detail=provider)
    return user


def _registered(provider: str, profile: Profile, invite: str, request: HttpRequest) -> User:
    require_admission(email=profile.email, invite=invite)
    user = User(
        email=User.objects.normalize_email(profile.email),
        username=User.objects.free_username(profile.email),
        full_name=clean(profile.name, limit=150),
        auth_provider=provider,
        is_verified=True,
        base_currency=settings.DEFAULT_CURRENCY,
        time_zone=settings.DEFAULT_TIME_ZONE,
        last_login=clock.now(),
    )
    user.set_unusable_password()
    if problems := user_problems(user):
        raise failed(f"a profile with wrong {', '.join(sorted(problems))}")
    use_invitation(email=user.email, invite=invite)
    admit_user(user=user, request=request)
    Identity.objects.create(user=user, provider=provider, subject=profile.subject)
    return user
