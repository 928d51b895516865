"""What is kept sealed (`config.lib.crypto`): each app says which columns, so that a new key reaches them all.

register(Sealed("webhook secrets", Webhook, "secret", lambda row: f"webhook:{row.user_id}:{row.url}"))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model


@dataclass(frozen=True)
class Sealed:
    """`context` is what the column of that row was sealed with; an empty column keeps nothing."""

    name: str
    model: type[Model]
    column: str
    context: Callable[[Any], str]


_columns: dict[tuple[type[Model], str], Sealed] = {}


def register(*columns: Sealed) -> None:
    """Registering a column again replaces it."""
    _columns.update({(column.model, column.column): column for column in columns})


def sealed_columns() -> tuple[Sealed, ...]:
    return tuple(_columns.values())
