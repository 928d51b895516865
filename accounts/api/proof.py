"""The proof that travels with a request that cannot be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from accounts.models import ApiToken, Session, User
from accounts.services.reauthentication import confirm_identity

if TYPE_CHECKING:
    from datetime import datetime

    from rest_framework.request import Request


def require_proof(request: Request, password: str | None) -> None:
    """The header X-Confirm-Password, or else `password` of the body."""
    user = cast("User", request.user)
    confirm_identity(
        user=user,
        password=_header(request) or password,
        signed_in_at=_signed_in_at(request, user),
        request=request,
    )


def _header(request: Request) -> str:
    # WSGI reads headers as Latin-1; clients write them in UTF-8.
    value = request.headers.get("X-Confirm-Password", "").encode("latin-1", "replace")
    return value.decode("utf-8", "replace")


def _signed_in_at(request: Request, user: User) -> datetime | None:
    if isinstance(request.auth, ApiToken):
        return None  # it was made at some sign-in, and may be in anybody's hands since
    return request.auth.created_at if isinstance(request.auth, Session) else user.last_login
