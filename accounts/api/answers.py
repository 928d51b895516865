"""What authentication answers (api.md §2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec

from accounts.adapters.tokens import Pair
from accounts.models import User
from config.drf.structs import Answer


class UserOut(Answer):
    id: int
    email: str
    username: str
    full_name: str
    name: str
    is_active: bool
    is_verified: bool
    auth_provider: str
    base_currency: str
    time_zone: str
    created_at: datetime
    last_login: datetime | None


class TokenPairOut(Answer):
    access_token: str
    refresh_token: str
    token_type: Literal["bearer"]
    expires_in: int
    access: str
    refresh: str


class SignedInOut(TokenPairOut):
    user: UserOut


class RegisteredOut(UserOut):
    access_token: str
    refresh_token: str
    token_type: Literal["bearer"]
    expires_in: int
    access: str
    refresh: str


class MessageOut(Answer):
    message: str


def present_user(user: User) -> UserOut:
    return UserOut(
        id=user.pk,
        email=user.email,
        username=user.username,
        full_name=user.full_name,
        name=user.full_name,
        is_active=user.is_active,
        is_verified=user.is_verified,
        auth_provider=user.auth_provider,
        base_currency=user.base_currency,
        time_zone=user.time_zone,
        created_at=user.created_at,
        last_login=user.last_login,
    )


def present_pair(pair: Pair) -> TokenPairOut:
    return TokenPairOut(**_pair_fields(pair))


def present_sign_in(user: User, pair: Pair) -> SignedInOut:
    return SignedInOut(**_pair_fields(pair), user=present_user(user))


def present_registration(user: User, pair: Pair) -> RegisteredOut:
    return RegisteredOut(**msgspec.structs.asdict(present_user(user)), **_pair_fields(pair))


def _pair_fields(pair: Pair) -> dict[str, Any]:
    return {
        "access_token": pair.access,
        "refresh_token": pair.refresh,
        "token_type": "bearer",
        "expires_in": pair.expires_in,
        "access": pair.access,
        "refresh": pair.refresh,
    }
