"""What a provider says about the person who signed in there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """`email` is an address that the provider has verified, "" when there is none."""

    subject: str
    email: str
    name: str


@dataclass(frozen=True)
class Provider:
    name: str
    client_id: str
    client_secret: str
    authorize_url: str
    token_url: str
    scope: str
    fetch_profile: Callable[[str], Profile]


def text(value: object) -> str:
    return value if isinstance(value, str) else ""
