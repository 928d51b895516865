"""What a personal API token may do."""

from __future__ import annotations

from typing import Literal

Scope = Literal["read", "write"]
Need = Literal["read", "write", "login"]

SAFE = frozenset({"get", "head", "options"})


def needed(method: str, declared: dict[str, Need]) -> Need:
    """The scope that a call needs: what the view declares, else read for safe methods and write for others.

    "login" is a scope that no token has.
    """
    name = method.lower()
    return declared.get("get" if name == "head" else name) or ("read" if name in SAFE else "write")


def join_scopes(scopes: list[Scope]) -> str:
    """In one order and each once, as the table keeps them."""
    return " ".join(sorted(set(scopes)))
