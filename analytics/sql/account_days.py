"""What moved each account, by day: see `analytics.models.AccountDay`."""

from __future__ import annotations

from typing import Final

from finance.sql.balances import LEGS

# Balances know no earning start.
_LEGS = LEGS.replace("%(start)s", "%(first)s").replace("%(end)s", "%(last)s")

SELECT: Final = f"""
    SELECT period, date, account_id, COALESCE(SUM(moved), 0) AS moved, SUM(rows) AS count
    FROM {_LEGS} leg
    GROUP BY period, date, account_id
"""  # noqa: S608 - composed of constants
