"""How a mock bank says no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class Refusal(Exception):  # noqa: N818 - it is an answer
    """Becomes {"error": code, "message": message} with that status."""

    status: int
    code: str
    message: str
    headers: Mapping[str, str] = field(default_factory=dict)


def expired_token() -> Refusal:
    return _challenge("expired_token", "The access token has expired.")


def invalid_token() -> Refusal:
    return _challenge("invalid_token", "An access token of this bank is needed.")


def access_revoked() -> Refusal:
    return Refusal(403, "access_revoked", "The customer has withdrawn the consent.")


def invalid_request(message: str) -> Refusal:
    return Refusal(400, "invalid_request", message)


def invalid_grant(
    message: str = "The code or token is unknown, used, expired or another client's.",
) -> Refusal:
    return Refusal(400, "invalid_grant", message)


def _challenge(code: str, message: str) -> Refusal:
    return Refusal(401, code, message, {"WWW-Authenticate": f'Bearer error="{code}"'})
