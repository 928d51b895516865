"""Personal API tokens as they are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.crypto import constant_time_compare

from accounts.adapters.opaque import LONGEST, hash_secret
from accounts.models import ApiToken
from config.lib import clock

if TYPE_CHECKING:
    from accounts.models import User
    from config.lib.ownership import OwnedQuerySet


def live_api_tokens(user: User) -> OwnedQuerySet[ApiToken]:
    """Those that still give access."""
    fresh = Q(expires_at=None) | Q(expires_at__gt=clock.now())
    rows: OwnedQuerySet[ApiToken] = ApiToken.objects.for_user(user)
    return rows.filter(fresh, password_mark=user.get_session_auth_hash())


def find_live_api_token(text: str) -> ApiToken | None:
    """The token with its user, in one query, if it still gives access."""
    if len(text) > LONGEST:
        return None
    token = ApiToken.objects.select_related("user").filter(token_hash=hash_secret(text)).first()
    return token if token is not None and _is_live(token) else None


def _is_live(token: ApiToken) -> bool:
    return (
        (token.expires_at is None or token.expires_at > clock.now())
        and token.user.is_active
        and constant_time_compare(token.password_mark, token.user.get_session_auth_hash())
    )
