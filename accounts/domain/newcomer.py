"""What somebody says of themselves at the door."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Empty texts are left to the server; `invite` is the code of an invitation."""

    email: str
    password: str
    username: str = ""
    full_name: str = ""
    base_currency: str = ""
    time_zone: str = ""
    invite: str = ""
