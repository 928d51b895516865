"""Which rows are income or expense, and of which category: the one definition behind every such figure.

Both texts stand in a FROM clause and take the parameters of a `Counting`.

COUNTED has a row for each live, posted income or expense: id, date, period, kind, sign, amount,
category_id, payee. `amount` is in units of the owner's base currency and NULL while no rate is known, so that
SUM and COUNT(amount) leave the row out. A linked refund is an expense of negative amount, in the category of
its purchase, on its own date.

LINES has the same without `sign` and `payee`, and a transaction with split lines once per line, with the
category and amount of the line. The last line takes up what rounding left over, so lines always add up to
their transaction. `counts` is 1, but 0 for a further line in the same top category: its sum counts
transactions.

Balances and worth do not come from here: they know no excluded accounts and no earning start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from config.lib.periods import DateRange
from finance.sql.statement import among, bounds, ids


@dataclass(frozen=True, slots=True)
class Counting:
    """Whose rows, of which days, and the ids of the accounts whose rows do not count.

    `finance.selectors.counting` makes it: that is where a person's preferences come in.
    """

    user_id: int
    span: DateRange
    excluded: frozenset[int]

    def parameters(self) -> dict[str, Any]:
        return {"user": self.user_id, "excluded": ids(self.excluded), **bounds(self.span)}


COUNTED: Final = f"""(
    SELECT
        t.id, t.date, t.period,
        CASE WHEN t.refund_of_id IS NULL THEN t.type ELSE 'Expense' END AS kind,
        CASE WHEN t.refund_of_id IS NULL THEN 1 ELSE -1 END AS sign,
        CASE WHEN t.refund_of_id IS NULL THEN t.base_amount ELSE -t.base_amount END AS amount,
        CASE
            WHEN t.refund_of_id IS NULL THEN t.category_id
            ELSE (SELECT bought.category_id FROM finance_transaction bought WHERE bought.id = t.refund_of_id)
        END AS category_id,
        t.payee
    FROM finance_transaction t
    WHERE t.user_id = %(user)s AND t.deletion = '' AND t.status = 'posted' AND t.type <> 'Transfer'
      AND t.date BETWEEN %(start)s AND %(end)s AND NOT t.account_id {among("excluded")}
)"""  # noqa: S608 - composed of constants

# The top category of each category; a top category is its own.
TOPS: Final = """(
    SELECT c.id, COALESCE(parent.id, c.id) AS top_id, COALESCE(parent.name, c.name) AS top_name
    FROM finance_category c LEFT JOIN finance_category parent ON parent.id = c.parent_id
    WHERE c.user_id = %(user)s
)"""

# PostgreSQL sums into numeric, in which every amount of LINES would then be sorted and summed.
_SPLIT = f"""(
    SELECT
        s.transaction_id, s.category_id, COALESCE(s.base_amount, 0) AS base_amount,
        CAST(SUM(COALESCE(s.base_amount, 0)) OVER (PARTITION BY s.transaction_id) AS bigint) AS whole,
        ROW_NUMBER() OVER (PARTITION BY s.transaction_id ORDER BY s.position DESC) AS from_last,
        ROW_NUMBER() OVER (PARTITION BY s.transaction_id, top.top_id ORDER BY s.position) AS in_top
    FROM finance_split s LEFT JOIN {TOPS} top ON top.id = s.category_id
    WHERE s.user_id = %(user)s
)"""  # noqa: S608 - composed of constants

# The whole rows are found by NOT IN, which both databases hash; NOT EXISTS becomes a search per row.
LINES: Final = f"""(
    SELECT whole.id, whole.date, whole.period, whole.kind, whole.amount, whole.category_id, 1 AS counts
    FROM {COUNTED} whole
    WHERE whole.id NOT IN (SELECT transaction_id FROM finance_split WHERE user_id = %(user)s)
    UNION ALL
    SELECT
        parent.id, parent.date, parent.period, parent.kind,
        CASE
            WHEN line.from_last = 1 THEN parent.amount - parent.sign * (line.whole - line.base_amount)
            WHEN parent.amount IS NOT NULL THEN parent.sign * line.base_amount
        END,
        line.category_id,
        CASE WHEN line.in_top = 1 THEN 1 ELSE 0 END
    FROM {_SPLIT} line JOIN {COUNTED} parent ON parent.id = line.transaction_id
)"""  # noqa: S608 - composed of constants
