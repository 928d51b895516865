"""What becomes of the figures when their owner starts again or leaves."""

from __future__ import annotations

from django.db import connection

from accounts.lifecycle import Mode
from accounts.models import User
from analytics.models import (
    AccountDay,
    CategoryMonth,
    DailySummary,
    Fact,
    FlowMonth,
    MerchantMonth,
    MonthlySummary,
)
from analytics.services.locks import lock_figures

_FACTS: tuple[type[Fact], ...] = (
    DailySummary, MonthlySummary, CategoryMonth, MerchantMonth, FlowMonth, AccountDay,
)  # fmt: skip


def clear_figures(user: User, mode: Mode) -> None:
    """In both modes: what the ledger still holds is counted anew by the next read."""
    _empty(user)


def erase_figures(user: User) -> None:
    _empty(user)


def _empty(user: User) -> None:
    # No constraint stands behind these rows: a refresh under way must end before them, or would leave its own.
    lock_figures(user.pk)
    with connection.cursor() as cursor:
        for model in _FACTS:
            cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE user_id = %s", [user.pk])  # noqa: S608 - our tables
