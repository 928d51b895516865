"""Keeps amounts in base and account currencies true when rates or currencies change."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction

from accounts.models import User
from config.lib import clock
from finance.domain.rates import DatedRate
from finance.models import ExchangeRate, Transaction
from finance.selectors.rates import PIVOT, rate_table
from finance.services.locks import lock_ledger
from finance.sql.conversion import COLUMNS, Foreign, copy_own, foreign_amounts, write_converted
from preferences.services.versions import bump_ledger


def reconvert(*, user: User) -> None:
    """Compute every converted amount of the user's ledger anew; a repeat changes nothing.

    Figures are out of date in exactly the months of the rows whose amounts changed.
    """
    periods: set[int] = set()
    with transaction.atomic():
        for column in COLUMNS:
            periods |= copy_own(column, user_id=user.pk)
            foreign = foreign_amounts(column, user_id=user.pk)
            periods |= write_converted(column, _converted(foreign), user_id=user.pk)
        bump_ledger(user.pk, periods=periods)


def store_rates(rates: Iterable[DatedRate], *, source: str) -> None:
    """Keep fixings against the euro, replacing those of the same day, and recount every ledger that they
    touch.

    All or nothing per ledger: each is recounted in a transaction of its own, after the rates are stored.
    """
    now = clock.now()
    rows = [
        ExchangeRate(
            base=PIVOT, quote=rate.currency, date=rate.day, rate=rate.rate, source=source, updated_at=now
        )
        for rate in rates
    ]
    ExchangeRate.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["base", "quote", "date"],
        update_fields=["rate", "source", "updated_at"],
    )
    for user in _users_with({row.quote for row in rows}):
        with transaction.atomic():
            lock_ledger(user.pk)
            reconvert(user=user)


def _users_with(currencies: set[str]) -> Iterable[User]:
    """Owners of rows in one of the currencies, or who count in one and have rows in another."""
    rows = Transaction.objects.all()
    foreign = rows.filter(currency__in=currencies) | rows.filter(user__base_currency__in=currencies)
    return User.objects.filter(pk__in=foreign.values("user_id")).order_by("pk")


def _converted(foreign: list[Foreign]) -> list[tuple[Foreign, Decimal | None]]:
    if not foreign:
        return []
    days = [amount.date for amount in foreign]
    currencies = {code for amount in foreign for code in (amount.currency, amount.target)}
    table = rate_table(currencies, start=min(days), end=max(days))
    return [(f, table.convert(f.amount, f.currency, f.target, f.date)) for f in foreign]
