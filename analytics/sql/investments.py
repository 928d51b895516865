"""What is held in investment accounts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from analytics.sql.facts import ACCOUNT_DAYS, FLOWS
from analytics.sql.fresh import Fresh
from analytics.sql.listing import Listed, Part, amount, fetch_part
from finance.sql.statement import among, as_date, fetch, ids


class Investment(NamedTuple):
    """A linked holding, or an account as a whole, which has the negative of its id.

    `invested` and `held` are in `currency`; `transferred` is in the base currency and belongs to what was
    invested as well.
    """

    id: int
    account_id: int
    account: str
    instrument: str | None
    security: str
    currency: str
    invested: Decimal
    transferred: Decimal
    held: Decimal
    is_active: bool
    updated: date | None


class Invested(NamedTuple):
    """Sums of one currency; `transferred` is in the base currency."""

    currency: str
    invested: Decimal
    transferred: Decimal
    held: Decimal


_HOLDINGS: Final = """
    SELECT
        holding.id AS id, account.id AS account_id, account.name AS account, holding.name AS instrument,
        holding.type AS security, holding.currency AS currency,
        COALESCE(holding.cost_basis, holding.value, 0) AS invested, 0 AS transferred,
        COALESCE(holding.value, holding.cost_basis, 0) AS held,
        CASE WHEN account.is_active AND holding.quantity > 0 THEN 1 ELSE 0 END AS active,
        holding.as_of AS updated
    FROM finance_holding holding JOIN finance_account account ON account.id = holding.account_id
    WHERE holding.user_id = %(owner)s
"""
_ACCOUNTS: Final = """
    SELECT
        -account.id, account.id, account.name, NULLIF(account.official_name, ''), '', account.currency,
        account.opening_balance, COALESCE(flow.total, 0), account.opening_balance + COALESCE(day.moved, 0),
        CASE WHEN account.is_active THEN 1 ELSE 0 END, day.last
    FROM finance_account account
    LEFT JOIN (
        SELECT account_id, SUM(total) AS total FROM (
            SELECT to_account_id AS account_id, total, period FROM {flows} arrived
            UNION ALL
            SELECT from_account_id, -total, period FROM {flows} gone
        ) leg WHERE period <= %(until)s GROUP BY account_id
    ) flow ON flow.account_id = account.id
    LEFT JOIN (
        SELECT account_id, SUM(moved) AS moved, MAX(date) AS last FROM {days} moves
        WHERE period <= %(until)s GROUP BY account_id
    ) day ON day.account_id = account.id
    WHERE account.user_id = %(owner)s AND account.id {chosen}
      AND account.id NOT IN (SELECT account_id FROM finance_holding WHERE user_id = %(owner)s)
"""


def list_investments(fresh: Fresh, accounts: Collection[int], until: int, part: Part) -> Listed[Investment]:
    """Linked holdings, and those of the accounts that have none, with the rows of the months to `until`.

    Ordered by account, then by name.
    """
    found = fetch_part(
        _statement(fresh),
        part,
        order="account, account_id, instrument, id",
        **_parameters(fresh, accounts, until),
    )
    return Listed([_investment(row) for row in found.rows], found.total)


def invested_by_currency(fresh: Fresh, accounts: Collection[int], until: int) -> list[Invested]:
    """What `list_investments` lists, summed."""
    rows = fetch(
        "SELECT currency, SUM(invested), SUM(transferred), SUM(held)"  # noqa: S608 - composed of constants
        f" FROM ({_statement(fresh)}) found GROUP BY currency ORDER BY currency",
        **_parameters(fresh, accounts, until),
    )
    return [Invested(currency, *map(amount, units)) for currency, *units in rows]


def _statement(fresh: Fresh) -> str:
    accounts = _ACCOUNTS.format(
        flows=fresh.rows(FLOWS), days=fresh.rows(ACCOUNT_DAYS), chosen=among("accounts")
    )
    return f"{_HOLDINGS} UNION ALL {accounts}"


def _parameters(fresh: Fresh, accounts: Collection[int], until: int) -> dict[str, Any]:
    return {"owner": fresh.user_id, "accounts": ids(accounts), "until": until, **fresh.parameters()}


def _investment(row: tuple[Any, ...]) -> Investment:
    pk, account_id, account, instrument, security, currency, invested, transferred, held, active, day = row
    return Investment(
        id=pk,
        account_id=account_id,
        account=account,
        instrument=instrument,
        security=security,
        currency=currency,
        invested=amount(invested),
        transferred=amount(transferred),
        held=amount(held),
        is_active=bool(active),
        updated=None if day is None else as_date(day),
    )
