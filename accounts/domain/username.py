"""User names made from e-mail addresses."""

from __future__ import annotations

import re

_NOT_ALLOWED = re.compile(r"[^\w.@+-]+")
LIMIT = 150


def username_from(email: str, *, suffix: str = "") -> str:
    """The address's local part in the characters of a user name; `suffix` sets it apart from a taken one."""
    local = _NOT_ALLOWED.sub("", email.partition("@")[0]) or "user"
    return local[: LIMIT - len(suffix)] + suffix
