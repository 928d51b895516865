"""Names and ends of fiscal years; which months belong to one says `config.lib.periods`."""

from __future__ import annotations

from datetime import date

from config.lib.periods import fiscal_year_range


def months_of(year: int, fiscal_start: int) -> str:
    """`Apr 2025 - Mar 2026`."""
    span = fiscal_year_range(year, fiscal_start)
    return f"{span.start:%b %Y} - {span.end:%b %Y}"


def is_over(year: int, fiscal_start: int, *, today: date) -> bool:
    """Whether its last day lies before today."""
    end = fiscal_year_range(year, fiscal_start).end
    return end is not None and end < today
