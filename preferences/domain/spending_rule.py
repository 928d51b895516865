"""How income is meant to be shared out."""

from __future__ import annotations

from decimal import Decimal

WHOLE = Decimal(100)


def is_whole(needs: Decimal, wants: Decimal, savings: Decimal) -> bool:
    """The three shares are all there is to spend."""
    return needs + wants + savings == WHOLE
