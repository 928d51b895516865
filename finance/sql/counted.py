"""Which rows are income or expense, and of which category: the one definition behind every such figure.

`COUNTED` and `LINES` are the bodies of common table expressions; they take the parameters `user`, `start` and
`end` (both inclusive).

COUNTED: one row per live, posted income or expense: id, date, period, kind, sign, amount, category_id. `amount`
is in units of the owner's base currency, NULL while no rate is known (SUM and COUNT(amount) leave it out). A
linked refund is an expense with a negative amount, in the category of its purchase, on its own date.

LINES: the same without sign, but a transaction with split lines is there once per line, with the line's
category and amount. The last line takes up what rounding left, so lines always add up to their transaction.
"""

from __future__ import annotations

COUNTED = """
    SELECT row.id, row.date, row.period, row.base_amount * sign.value AS amount, ...
"""
