"""Which transfers figures show: live, posted, with a rate; no preference leaves one out."""

from __future__ import annotations

from typing import Final

# Stands in a FROM clause. `amount` is in units of the owner's base currency.
TRANSFERS: Final = """(
    SELECT id, date, period, account_id, to_account_id, base_amount AS amount
    FROM finance_transaction
    WHERE user_id = %(user)s AND deletion = '' AND status = 'posted' AND type = 'Transfer'
      AND base_amount IS NOT NULL AND date BETWEEN %(first)s AND %(last)s
)"""
