"""Fiscal years, summed from months."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from analytics.sql.facts import MONTHS
from analytics.sql.fresh import Fresh
from analytics.sql.listing import Listed, Part, amount, amount_or_none, fetch_part


class FiscalYear(NamedTuple):
    """In the base currency. `year` is the calendar year in which it begins. What was before is of the year
    before, None where that has no data.
    """

    year: int
    income: Decimal
    salary: Decimal
    bonus: Decimal
    investment: Decimal
    other: Decimal
    expense: Decimal
    tax_paid: Decimal
    invested: Decimal
    income_before: Decimal | None
    expense_before: Decimal | None


_SUMS = ", ".join(
    f"SUM({column}) AS {column}"
    for column in (
        "total_income", "salary_income", "bonus_income", "investment_income", "other_income",
        "total_expense", "tax_paid", "net_investment",
    )
)  # fmt: skip
_AMOUNTS = 9  # columns from the year on that are never NULL

_YEARS = f"""
    SELECT
        years.*,
        CASE WHEN LAG(year) OVER ascending = year - 1 THEN LAG(total_income) OVER ascending END
            AS income_before,
        CASE WHEN LAG(year) OVER ascending = year - 1 THEN LAG(total_expense) OVER ascending END
            AS expense_before
    FROM (
        SELECT period / 100 - CASE WHEN period %% 100 < %(fiscal_start)s THEN 1 ELSE 0 END AS year, {_SUMS}
        FROM {{rows}} month GROUP BY 1
    ) years WINDOW ascending AS (ORDER BY year)
"""  # noqa: S608 - composed of constants


def list_fiscal_years(fresh: Fresh, fiscal_start: int, part: Part) -> Listed[FiscalYear]:
    """Fiscal years with posted rows, latest first; `fiscal_start` is their first month."""
    found = fetch_part(
        _YEARS.format(rows=fresh.rows(MONTHS)),
        part,
        order="year DESC",
        fiscal_start=fiscal_start,
        **fresh.parameters(),
    )
    years = [
        FiscalYear(year, *map(amount, units[: _AMOUNTS - 1]), *map(amount_or_none, units[_AMOUNTS - 1 :]))
        for year, *units in found.rows
    ]
    return Listed(years, found.total)
