"""The ledger, for operators. Rows change through services only."""

from __future__ import annotations

from finance.admin import accounts, banks, categories, imports, rates, transactions

__all__ = ["accounts", "banks", "categories", "imports", "rates", "transactions"]
