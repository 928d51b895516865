"""One order of names on every database."""

from __future__ import annotations

from django.db import connection
from django.db.models import F
from django.db.models.expressions import Combinable
from django.db.models.functions import Collate

# A database's own locale would give each database an order of its own.
_COLLATIONS = {"postgresql": "C", "sqlite": "BINARY"}


def by_code_point(key: str | Combinable) -> Collate:
    """A folded name, to be sorted and compared by its code points."""
    return Collate(F(key) if isinstance(key, str) else key, _COLLATIONS[connection.vendor])
