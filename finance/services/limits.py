"""Keeps every sum of a ledger inside what an integer column can hold."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Sum

from config.lib.errors import Invalid
from config.lib.money import GROSS_LIMIT
from finance.models import Transaction

# What is added one row at a time is not worth a sum over the ledger: a million such writes still leave
# the sums a ninefold margin.
_NEGLIGIBLE = Decimal(10) ** 7


def ensure_gross(*, user_id: int, added: Decimal) -> None:
    """Raise Invalid when the user's rows would add up to more than GROSS_LIMIT, direction ignored."""
    if added < _NEGLIGIBLE:
        return
    held = Transaction.objects.filter(user_id=user_id).aggregate(gross=Sum("amount", default=Decimal(0)))[
        "gross"
    ]
    if held + added > GROSS_LIMIT:
        raise Invalid(
            "The ledger would grow past what it can add up", errors={"amount": ["Too large in sum"]}
        )
