"""Which months a write touches."""

from __future__ import annotations

from collections.abc import Iterable

from finance.sql.statement import among, fetch, ids

_PERIODS = """
    SELECT period FROM finance_transaction WHERE user_id = %(user)s AND id {rows}
    UNION
    SELECT period FROM finance_transaction WHERE user_id = %(user)s AND refund_of_id {rows}
"""


def periods_touched(user_id: int, transactions: Iterable[int]) -> set[int]:
    """The months (yyyymm) in which these rows stand now, whatever their state, and their refunds.

    A refund counts in the category of its purchase, so what moves the one moves the other. To be asked before
    a write for what leaves its month, after it for what comes into one.
    """
    parameter = ids(transactions)
    rows = fetch(_PERIODS.format(rows=among("rows")), user=user_id, rows=parameter)
    return {period for (period,) in rows}
