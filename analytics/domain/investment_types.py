"""What kind of investment a security is, in the words that preferences use."""

from __future__ import annotations

from typing import Final

_OF_SECURITY: Final = {
    "equity": "stocks",
    "etf": "stocks",
    "stock": "stocks",
    "mutual fund": "mutual_funds",
    "cryptocurrency": "crypto",
    "fixed deposit": "fixed_deposits",
}


def investment_type(security: str, account_kind: str | None) -> str:
    """What a bank calls the security, if that says it; else what the owner calls its account."""
    return _OF_SECURITY.get(security.casefold(), account_kind or "other")
