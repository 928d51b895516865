"""All figures of a person as plain rows, whichever way they are read."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from analytics.selectors.basis import live_figures
from analytics.services.freshness import ensure_fresh
from analytics.sql.facts import FACTS
from analytics.sql.fresh import Fresh
from finance.sql.statement import as_date, fetch

Figures = dict[str, list[tuple[Any, ...]]]


def read(user: User) -> Figures:
    """As a reader gets them: brought up to date first."""
    return figures_of(ensure_fresh(user))


def counted(user: User) -> Figures:
    """Straight from the ledger."""
    return figures_of(live_figures(user))


def kept(user: User) -> Figures:
    """What the tables hold, stale or not."""
    return figures_of(Fresh(user))


def figures_of(fresh: Fresh) -> Figures:
    """By table; sums as integers, whatever type the database gives them. Instants are left out."""
    found: Figures = {}
    for fact in FACTS:
        names = [name for name in fact.columns.split(", ") if not name.endswith("_at")]
        rows = fetch(f"SELECT {', '.join(names)} FROM {fresh.rows(fact)} fact", **fresh.parameters())
        found[fact.name] = sorted((tuple(map(_plain, names, row)) for row in rows), key=repr)
    return found


def _plain(name: str, value: Any) -> Any:
    if value is None or name in {"kind", "payee"}:
        return value
    return as_date(value) if name.endswith("date") else int(value)
