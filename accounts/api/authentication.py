"""Who sends the request. Installed for every view by `config.drf.defaults`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed

from accounts.services.api_tokens import PREFIX, use_api_token
from accounts.services.sessions import resume_session
from config.lib.errors import Unauthenticated

if TYPE_CHECKING:
    from rest_framework.request import Request

    from accounts.models import ApiToken, Session, User


class BearerAuthentication(BaseAuthentication):
    """`request.auth` is the live session, or the personal API token.

    Another scheme, or no header, leaves the request to the cookie.
    """

    def authenticate(self, request: Request) -> tuple[User, Session | ApiToken] | None:
        scheme, _, token = request.headers.get("Authorization", "").strip().partition(" ")
        if scheme.lower() != "bearer":
            return None
        try:
            held = _resume(token.strip())
        except Unauthenticated as problem:
            raise AuthenticationFailed(problem.error) from None
        return held.user, held

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


def _resume(token: str) -> Session | ApiToken:
    return use_api_token(token) if token.startswith(PREFIX) else resume_session(token)
