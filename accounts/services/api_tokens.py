"""Personal API tokens: made, used, ended."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from accounts.adapters import tokens
from accounts.adapters.opaque import hash_secret, new_secret
from accounts.domain.scopes import join_scopes
from accounts.models import ApiToken, AuditEvent
from accounts.selectors.api_tokens import find_live_api_token
from accounts.services.audit import record_event
from accounts.services.locks import lock_person
from config.lib import clock
from config.lib.errors import Conflict, Missing, Unauthenticated

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.domain.scopes import Scope
    from accounts.models import User

PREFIX = "mon_"
MOST = 50
LONGEST_DAYS = 3650
TOUCH_EVERY = timedelta(minutes=1)


def create_api_token(
    *, user: User, name: str, scopes: list[Scope], days: int | None, request: HttpRequest | None = None
) -> tuple[ApiToken, str]:
    """The row and the token's text, which nobody can read again. `days` None = it does not expire.

    `Conflict` beyond 50 tokens of one person.
    """
    text, now = new_secret(PREFIX), clock.now()
    with transaction.atomic():
        lock_person(user.pk)
        if ApiToken.objects.for_user(user).count() >= MOST:
            raise Conflict("Too many API tokens", detail=f"Delete one first: {MOST} is the most.")
        row = ApiToken.objects.create(
            user=user,
            name=name,
            hint=text[: len(PREFIX) + 4],
            token_hash=hash_secret(text),
            scopes=join_scopes(scopes),
            password_mark=user.get_session_auth_hash(),
            created_at=now,
            expires_at=None if days is None else now + timedelta(days=days),
        )
        record_event(user=user, kind=AuditEvent.Kind.TOKEN_CREATED, request=request, detail=row.hint)
    return row, text


def use_api_token(text: str) -> ApiToken:
    """The live token with its user, in one query; else `Unauthenticated`.

    Its last use is noted once a minute.
    """
    token = find_live_api_token(text)
    if token is None:
        raise Unauthenticated(tokens.REFUSED)
    now = clock.now()
    if token.last_used_at is None or now - token.last_used_at >= TOUCH_EVERY:
        # The old value in the filter: of many requests in one minute, one writes.
        ApiToken.objects.filter(pk=token.pk, last_used_at=token.last_used_at).update(last_used_at=now)
    return token


def revoke_api_token(*, user: User, token_id: int, request: HttpRequest | None = None) -> None:
    """`Missing` when there is none of that person."""
    with transaction.atomic():
        lock_person(user.pk)
        row = ApiToken.objects.for_user(user).filter(pk=token_id).first()
        if row is None:
            raise Missing
        row.delete()
        record_event(user=user, kind=AuditEvent.Kind.TOKEN_REVOKED, request=request, detail=row.hint)


def prune_api_tokens() -> int:
    """Forget what has expired."""
    return ApiToken.objects.filter(expires_at__lte=clock.now()).delete()[0]
