"""The state of a visit to a bank: given out, taken back once, by the same person."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from accounts.models import User
from config.lib import clock
from config.lib.errors import Invalid
from providers.models import Connection, LinkState

LIFE = timedelta(minutes=10)
LONGEST = 128


def new_state(*, user: User, provider_id: str, redirect_uri: str, connection: Connection | None) -> str:
    """256 random bits; only their hash is kept."""
    state, now = secrets.token_urlsafe(32), clock.now()
    LinkState.objects.create(
        user=user,
        state_hash=_hash(state),
        provider_id=provider_id,
        connection=connection,
        redirect_uri=redirect_uri,
        created_at=now,
        expires_at=now + LIFE,
    )
    return state


def take_state(*, user: User, state: str) -> LinkState:
    """Use it up. `Invalid` when it is unknown, expired, used or another person's: one answer to all."""
    held = LinkState.objects.for_user(user).filter(
        state_hash=_hash(state[:LONGEST]), used_at=None, expires_at__gt=clock.now()
    )
    row = held.first()
    if row is None or not held.update(used_at=clock.now()):
        raise Invalid(
            "This bank link is not valid any more",
            detail="Start it again with auth/link-bank.",
            errors={"state": ["Unknown, used or expired"]},
        )
    return row


def give_back(row: LinkState) -> None:
    """The bank was not reached, so that the code is still good: the same callback may be tried again."""
    LinkState.objects.filter(pk=row.pk).update(used_at=None)


def prune_states() -> int:
    return LinkState.objects.filter(expires_at__lte=clock.now() - LIFE).delete()[0]


def _hash(state: str) -> str:
    return sha256(state.encode("utf-8", "surrogatepass")).hexdigest()
