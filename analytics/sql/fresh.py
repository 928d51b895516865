"""Figures as a statement reads them: tables that are up to date, or what they would hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analytics.domain.month_runs import EVERYTHING, Run
from analytics.sql.facts import FactTable
from finance.sql.statement import among, ids
from preferences.services.versions import EVERY_PERIOD

if TYPE_CHECKING:
    from accounts.models import User
    from analytics.sql.basis import Basis


@dataclass(frozen=True)
class Stale:
    """Months (yyyymm, EVERY_PERIOD for all) that the tables do not show as they are."""

    periods: frozenset[int]
    basis: Basis

    @property
    def everything(self) -> bool:
        return not self.periods.isdisjoint(EVERY_PERIOD)

    def parameters(self) -> dict[str, Any]:
        run = EVERYTHING if self.everything else Run(min(self.periods), max(self.periods))
        return {"stale": ids(self.periods), **self.basis.parameters(run.span)}


@dataclass(frozen=True)
class Fresh:
    """`analytics.services.freshness.ensure_fresh` makes it, once for a request.

    fetch(f"SELECT SUM(total_income) FROM {fresh.rows(MONTHS)} m", **fresh.parameters())
    """

    user: User
    stale: Stale | None = None

    @property
    def user_id(self) -> int:
        return self.user.pk

    @property
    def base_currency(self) -> str:
        return self.user.base_currency

    def rows(self, fact: FactTable) -> str:
        """For a FROM clause: all columns of the table but its key and the owner, of all months."""
        kept = f"SELECT {fact.columns} FROM {fact.name} WHERE user_id = %(fresh_user)s"  # noqa: S608 - our tables
        if self.stale is None:
            return f"({kept})"
        live = f"SELECT {fact.columns} FROM ({fact.select}) counted".replace("%(", "%(fresh_")  # noqa: S608 - our tables
        if self.stale.everything:
            return f"({live})"
        which = among("fresh_stale")
        return f"({kept} AND NOT period {which} UNION ALL {live} WHERE period {which})"

    def parameters(self) -> dict[str, Any]:
        """All begin with `fresh_`, so that a statement's own may have any other name."""
        own = {"user": self.user_id} if self.stale is None else self.stale.parameters()
        return {f"fresh_{name}": value for name, value in own.items()}
