"""The tables of people: who they are, where they are signed in, what they did."""

from __future__ import annotations

from accounts.models.api_token import ApiToken
from accounts.models.audit import AuditEvent
from accounts.models.cookie_session import CookieSession
from accounts.models.email_request import EmailRequest
from accounts.models.identity import Identity, OAuthState
from accounts.models.invitation import Invitation
from accounts.models.session import RefreshToken, Session
from accounts.models.throttle import LoginThrottle
from accounts.models.user import User

__all__ = [
    "ApiToken",
    "AuditEvent",
    "CookieSession",
    "EmailRequest",
    "Identity",
    "Invitation",
    "LoginThrottle",
    "OAuthState",
    "RefreshToken",
    "Session",
    "User",
]
