"""Compares what is stored with a second way to it; says only what differs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Max, Min

from analytics.domain.drift import Drift, Values, differences
from analytics.domain.recount import Recount, Rules, Table
from analytics.selectors.basis import basis_of
from analytics.selectors.ledger_rows import StoredRow, counting_rows, stored_rows
from analytics.sql.facts import ACCOUNT_DAYS, CATEGORIES, DAYS, FLOWS, MERCHANTS, MONTHS, FactTable
from analytics.sql.soundness import broken_splits, broken_transfers, orphans, twins
from config.lib.money import to_units
from config.lib.periods import DateRange, period_of
from finance.models import Account, Category, Transaction
from finance.selectors.counting import counting_of
from finance.selectors.rates import rate_table
from finance.sql.balances import account_balances
from finance.sql.statement import as_date, fetch
from finance.sql.totals import monthly_flows

if TYPE_CHECKING:
    from accounts.models import User
    from finance.domain.rates import RateTable

_KEYS: Final = {
    DAYS: ("period", "date"),
    MONTHS: ("period",),
    CATEGORIES: ("period", "category_id", "kind"),
    MERCHANTS: ("period", "payee", "category_id"),
    FLOWS: ("period", "from_account_id", "to_account_id"),
    ACCOUNT_DAYS: ("period", "date", "account_id"),
}


def drift_of_figures(user: User) -> Iterator[Drift]:
    """The tables of figures, the statements of balances and months, against every row of the ledger."""
    recount = recount_of(user)
    tables = {
        DAYS: recount.days,
        MONTHS: recount.months,
        CATEGORIES: recount.categories,
        MERCHANTS: recount.merchants,
        FLOWS: recount.flows,
        ACCOUNT_DAYS: recount.account_days,
    }
    for fact, right in tables.items():
        held = _held(fact, user)
        yield from _twofold(fact, user, len(held))
        yield from differences(fact.name, held, _shown(right))
    yield from differences("balances", _balances(user), _summed(user, recount.account_days))
    yield from differences("months", _months(user), _income_and_expenses(recount.months))


def drift_of_ledger(user: User) -> Iterator[Drift]:
    """What the ledger says twice, and what it must never say."""
    yield from orphans(user.pk)
    yield from broken_splits(user.pk)
    yield from broken_transfers(user.pk)
    yield from twins(user.pk)
    rates = _rates(user)
    for row in stored_rows(user):
        yield from _drift_of_row(row, rates)


def recount_of(user: User) -> Recount:
    basis = basis_of(user)
    parents = Category.objects.for_user(user).values_list("pk", "parent")
    kinds = basis.kinds
    rules = Rules(
        tops={pk: parent or pk for pk, parent in parents},
        excluded=basis.counting.excluded,
        earning_start=basis.counting.span.start or date.min,
        invested=basis.invested,
        salary=kinds.salary,
        bonus=kinds.bonus,
        returns=kinds.returns,
        essential=kinds.essential,
        tax=kinds.tax,
    )
    recount = Recount(rules)
    for row in counting_rows(user):
        recount.add(row)
    recount.close()
    return recount


def _held(fact: FactTable, user: User) -> Table:
    keys = _KEYS[fact]
    names = [name for name in fact.columns.split(", ") if not name.endswith("_at")]
    rows = fetch(f"SELECT {', '.join(names)} FROM {fact.name} WHERE user_id = %(user)s", user=user.pk)  # noqa: S608 - our tables
    held = {}
    for row in rows:
        values = {name: _plain(name, value) for name, value in zip(names, row, strict=True)}
        held[tuple(values.pop(key) for key in keys)] = values
    return held


def _plain(name: str, value: Any) -> Any:
    return as_date(value) if value is not None and name.endswith("date") else value


def _twofold(fact: FactTable, user: User, keys: int) -> Iterator[Drift]:
    rows = fact.model.objects.for_user(user).count()
    if rows != keys:
        yield Drift(fact.name, "rows with a key of their own", rows, keys)


def _shown(table: Table) -> Table:
    return {
        key: {name: value for name, value in values.items() if not name.startswith("_")}
        for key, values in table.items()
    }


def _balances(user: User) -> dict[tuple[int], Values]:
    return {(key,): {"balance": to_units(held)} for key, held in account_balances(user.pk).items()}


def _summed(user: User, days: Table) -> dict[tuple[int], Values]:
    opening = Account.objects.for_user(user).values_list("pk", "opening_balance")
    held = {pk: to_units(balance) for pk, balance in opening}
    for (_, _, account), values in days.items():
        held[account] = held.get(account, 0) + values["moved"]
    return {(key,): {"balance": units} for key, units in held.items()}


def _months(user: User) -> dict[tuple[int], Values]:
    flows = monthly_flows(counting_of(user=user, span=DateRange(None, None)))
    return {
        (period,): {"income": to_units(flow.income), "expenses": to_units(flow.expenses)}
        for period, flow in flows
    }


def _income_and_expenses(months: Table) -> dict[tuple[int], Values]:
    """Of the months that have any."""
    counts = ("income_count", "expense_count", "unconverted")
    return {
        key: {"income": values["total_income"], "expenses": values["total_expense"]}
        for key, values in months.items()
        if any(values[name] for name in counts)
    }


def _rates(user: User) -> RateTable:
    rows = Transaction.objects.for_user(user)
    ends = rows.aggregate(first=Min("date"), last=Max("date"))
    if ends["first"] is None:
        return rate_table((), start=date.max, end=date.max)
    currencies = {user.base_currency, *Account.objects.for_user(user).values_list("currency", flat=True)}
    currencies.update(rows.order_by().values_list("currency", flat=True).distinct())
    return rate_table(currencies, start=ends["first"], end=ends["last"])


def _drift_of_row(row: StoredRow, rates: RateTable) -> Iterator[Drift]:
    if row.period is not None and row.period != period_of(row.date):
        yield Drift(row.table, f"{row.id} period", row.period, period_of(row.date))
    for name, target in row.targets.items():
        right = rates.convert(row.amount, row.currency, target, row.date) if target else None
        if row.stored[name] != right:
            yield Drift(row.table, f"{row.id} {name}", _text(row.stored[name]), _text(right))


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount.normalize():f}"
