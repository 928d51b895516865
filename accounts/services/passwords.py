"""The rules that a password meets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from accounts.models import User


def password_problems(password: str, *, user: User) -> list[str]:
    """The sentences of every rule that the password breaks for this person."""
    try:
        validate_password(password, user)
    except ValidationError as problem:
        return list(problem.messages)
    return []
