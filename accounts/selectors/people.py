"""People by what others know of them."""

from __future__ import annotations

from accounts.models import User


def find_person(email: str) -> User | None:
    return User.objects.filter(email=User.objects.normalize_email(email)).first()
