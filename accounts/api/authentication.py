"""Who sends the request. Installed for every view by `config.drf.defaults`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed

from accounts.services.sessions import resume_session
from config.lib.errors import Unauthenticated

if TYPE_CHECKING:
    from rest_framework.request import Request

    from accounts.models import Session, User


class BearerAuthentication(BaseAuthentication):
    """`request.auth` is the live session. Another scheme, or no header, leaves the request to the cookie."""

    def authenticate(self, request: Request) -> tuple[User, Session] | None:
        scheme, _, token = request.headers.get("Authorization", "").strip().partition(" ")
        if scheme.lower() != "bearer":
            return None
        try:
            session = resume_session(token.strip())
        except Unauthenticated as problem:
            raise AuthenticationFailed(problem.error) from None
        return session.user, session

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"
