"""Reads how many figures a person has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.sql.figure_counts import FigureCounts, figure_counts
from preferences.selectors.preferences import fiscal_year_start

if TYPE_CHECKING:
    from accounts.models import User


def counts_of(user: User) -> FigureCounts:
    return figure_counts(user.pk, fiscal_year_start(user))
