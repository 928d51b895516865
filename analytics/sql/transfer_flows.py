"""Transfers from account to account, of all time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from analytics.sql.facts import FLOWS
from analytics.sql.fresh import Fresh
from analytics.sql.listing import Listed, Part, amount, fetch_part
from finance.sql.statement import as_date, fetch


class Flow(NamedTuple):
    """In the base currency; `to_name` and `to_type` are None where the other account is not known."""

    from_name: str
    from_type: str
    to_name: str | None
    to_type: str | None
    transfers: int
    total: Decimal
    last_date: date
    last_amount: Decimal


class FlowSummary(NamedTuple):
    total: Decimal
    accounts: int


_FLOWS = """
    SELECT
        giver.name AS from_name, giver.type AS from_type, taker.name AS to_name, taker.type AS to_type,
        flow.count, flow.total, flow.last_date, flow.last_amount, flow.from_account_id, flow.to_account_id
    FROM (
        SELECT
            from_account_id, to_account_id, last_date, last_amount,
            SUM(total) OVER flows AS total, SUM(count) OVER flows AS count,
            ROW_NUMBER() OVER (PARTITION BY from_account_id, to_account_id ORDER BY period DESC) AS place
        FROM {rows} month WINDOW flows AS (PARTITION BY from_account_id, to_account_id)
    ) flow
    JOIN finance_account giver ON giver.id = flow.from_account_id
    LEFT JOIN finance_account taker ON taker.id = flow.to_account_id
    WHERE flow.place = 1
"""
_SUMMARY = """
    WITH month AS ({rows})
    SELECT
        (SELECT COALESCE(SUM(total), 0) FROM month),
        (SELECT COUNT(*) FROM (
            SELECT from_account_id FROM month UNION
            SELECT to_account_id FROM month WHERE to_account_id IS NOT NULL
        ) account)
"""


def list_flows(fresh: Fresh, part: Part) -> Listed[Flow]:
    """One row for each account that gave and each that took from it, the largest total first."""
    found = fetch_part(
        _FLOWS.format(rows=fresh.rows(FLOWS)),
        part,
        order="total DESC, from_name, from_account_id, to_name, to_account_id",
        **fresh.parameters(),
    )
    return Listed([_flow(row) for row in found.rows], found.total)


def flow_summary(fresh: Fresh) -> FlowSummary:
    """Of all flows: what they moved, and how many accounts have a part in them."""
    statement = _SUMMARY.format(rows=f"SELECT * FROM {fresh.rows(FLOWS)} known")  # noqa: S608 - constants
    ((total, accounts),) = fetch(statement, **fresh.parameters())
    return FlowSummary(amount(total), accounts)


def _flow(row: tuple[Any, ...]) -> Flow:
    giver, giver_type, taker, taker_type, count, total, last_date, last_amount, *_ = row
    return Flow(
        from_name=giver,
        from_type=giver_type,
        to_name=taker,
        to_type=taker_type,
        transfers=int(count),
        total=amount(total),
        last_date=as_date(last_date),
        last_amount=amount(last_amount),
    )
