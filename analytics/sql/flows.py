"""Income and expenses from what is kept: the same as `finance.sql.totals` counts from the rows."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from analytics.domain.whole_months import pieces_of
from analytics.sql.calendar import WITHIN, within
from analytics.sql.facts import DAYS, MONTHS
from analytics.sql.fresh import Fresh
from config.lib.money import from_units
from config.lib.periods import DateRange, period_of
from finance.sql.statement import among, as_date, fetch, ids
from finance.sql.totals import Flow

_FLOW: Final = """
    COALESCE(SUM(income), 0), COALESCE(SUM(expense), 0), COALESCE(SUM(income_count), 0),
    COALESCE(SUM(expense_count), 0), COALESCE(SUM(unconverted), 0)
"""
# Without the days on which there were transfers only.
_COUNTED: Final = f"day WHERE {WITHIN} AND income_count + expense_count + unconverted > 0"


def span_flow(fresh: Fresh, span: DateRange) -> Flow:
    (row,) = _fetch(fresh, span, f"SELECT {_FLOW} FROM {fresh.rows(DAYS)} {_COUNTED}")  # noqa: S608 - constants
    return _flow(row)


def month_flows(fresh: Fresh, span: DateRange) -> list[tuple[int, Flow]]:
    """(yyyymm, flow), ascending; only months that have a row. Whole months are read as they are kept."""
    pieces = pieces_of(span)
    rows = fetch(
        f"""
        SELECT period, {_FLOW} FROM (
            SELECT
                period, total_income AS income, total_expense AS expense, income_count, expense_count,
                unconverted
            FROM {fresh.rows(MONTHS)} month WHERE period BETWEEN %(whole_from)s AND %(whole_to)s
            UNION ALL
            SELECT period, income, expense, income_count, expense_count, unconverted
            FROM {fresh.rows(DAYS)} day WHERE {WITHIN} AND period {among("around")}
        ) part
        WHERE income_count + expense_count + unconverted > 0
        GROUP BY period ORDER BY period
        """,  # noqa: S608 - constants
        **fresh.parameters(),
        **within(span),
        whole_from=pieces.first,
        whole_to=pieces.last,
        around=ids(period_of(edge.start) for edge in pieces.edges if edge.start),
    )
    return [(row[0], _flow(row[1:])) for row in rows]


def day_flows(fresh: Fresh, span: DateRange) -> list[tuple[date, Flow]]:
    """(day, flow), ascending; only days that have a row."""
    statement = f"SELECT date, {_FLOW} FROM {fresh.rows(DAYS)} {_COUNTED} GROUP BY date ORDER BY date"  # noqa: S608 - constants
    return [(as_date(row[0]), _flow(row[1:])) for row in _fetch(fresh, span, statement)]


def counted_days(fresh: Fresh, span: DateRange) -> DateRange:
    """The first and the last day of converted rows in the span; both None when there is none."""
    return _ends(fresh, span, "income_count + expense_count > 0")


def expense_days(fresh: Fresh, span: DateRange) -> DateRange:
    """The first and the last day of converted expenses in the span; both None when there is none."""
    return _ends(fresh, span, "expense_count > 0")


def _ends(fresh: Fresh, span: DateRange, condition: str) -> DateRange:
    statement = f"SELECT MIN(date), MAX(date) FROM {fresh.rows(DAYS)} {_COUNTED} AND {condition}"  # noqa: S608 - ours
    ((first, last),) = _fetch(fresh, span, statement)
    return DateRange(None, None) if first is None else DateRange(as_date(first), as_date(last))


def _fetch(fresh: Fresh, span: DateRange, statement: str) -> list[tuple[Any, ...]]:
    return fetch(statement, **fresh.parameters(), **within(span))


def _flow(row: tuple[Any, ...]) -> Flow:
    income, expenses, *counts = row
    return Flow(from_units(int(income)), from_units(int(expenses)), *map(int, counts))
