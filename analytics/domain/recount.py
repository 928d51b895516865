"""The figures of a ledger, counted row by row: slow, plain, and independent of every statement.

All money is in units. What counts as income and expense is said in `finance.sql.counted`; it is said here a
second time on purpose, so that `manage.py verify` compares two things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from config.lib.periods import period_of

Table = dict[tuple[Any, ...], dict[str, Any]]


class Line(NamedTuple):
    category: int | None
    base_amount: int | None


class LedgerRow(NamedTuple):
    """A live, posted row with its split lines in order; `bought` is the category of a refund's purchase."""

    id: int
    date: date
    type: str
    base_amount: int | None
    account_amount: int | None
    to_amount: int | None
    account: int
    to_account: int | None
    category: int | None
    is_refund: bool
    bought: int | None
    payee: str
    lines: Sequence[Line]


class Part(NamedTuple):
    """What one category has of a row; `counts` is 0 for a further part in the same top category."""

    category: int | None
    amount: int | None
    counts: int


@dataclass(frozen=True)
class Rules:
    """`tops` has the top category of each category; the sets are ids of accounts and categories."""

    tops: Mapping[int, int]
    excluded: frozenset[int]
    earning_start: date
    invested: frozenset[int]
    salary: frozenset[int]
    bonus: frozenset[int]
    returns: frozenset[int]
    essential: frozenset[int]
    tax: frozenset[int]


@dataclass
class Recount:
    """Give it every live, posted row with `add`; then each table is by its key, with the values of a row."""

    rules: Rules
    days: Table = field(default_factory=dict)
    months: Table = field(default_factory=dict)
    categories: Table = field(default_factory=dict)
    merchants: Table = field(default_factory=dict)
    flows: Table = field(default_factory=dict)
    account_days: Table = field(default_factory=dict)
    _spent: dict[date, dict[int, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))

    def add(self, row: LedgerRow) -> None:
        self._move(row)
        if row.type == "Transfer":
            self._transfer(row)
        elif row.account not in self.rules.excluded and row.date >= self.rules.earning_start:
            self._count(row)

    def close(self) -> None:
        """After the last row: what needs all of them."""
        for (_, day), values in self.days.items():
            spent = {top: units for top, units in self._spent.get(day, {}).items() if units > 0}
            values["top_category_id"] = min(spent, key=lambda top: (-spent[top], top), default=None)
        for values in self.months.values():
            values["savings"] = values["total_income"] - values["total_expense"]
            known = values["salary_income"] + values["bonus_income"] + values["investment_income"]
            values["other_income"] = values["total_income"] - known
            values["discretionary_expense"] = values["total_expense"] - values["essential_expense"]

    def _move(self, row: LedgerRow) -> None:
        own = row.account_amount or 0
        self._moved(row.date, row.account, own if row.type == "Income" else -own)
        if row.to_account is not None:
            self._moved(row.date, row.to_account, row.to_amount or 0)

    def _moved(self, day: date, account: int, units: int) -> None:
        values = self.account_days.setdefault((period_of(day), day, account), {"moved": 0, "count": 0})
        values["moved"] += units
        values["count"] += 1

    def _transfer(self, row: LedgerRow) -> None:
        if row.base_amount is None:
            return
        self._day(row)["transfer_count"] += 1
        month = self._month(row)
        month["transfer_count"] += 1
        month["transfers_out"] += row.base_amount
        month["transfers_in"] += row.base_amount if row.to_account is not None else 0
        inward = (row.to_account in self.rules.invested) - (row.account in self.rules.invested)
        month["net_investment"] += inward * row.base_amount
        key = (period_of(row.date), row.account, row.to_account)
        flow = self.flows.setdefault(key, {"total": 0, "count": 0, "last_date": date.min, "_last": 0})
        flow["total"] += row.base_amount
        flow["count"] += 1
        if (row.date, row.id) > (flow["last_date"], flow["_last"]):
            flow |= {"last_date": row.date, "_last": row.id, "last_amount": row.base_amount}

    def _count(self, row: LedgerRow) -> None:
        kind, sign = ("Expense", -1) if row.is_refund else (row.type, 1)
        amount = None if row.base_amount is None else sign * row.base_amount
        for values, of in ((self._day(row), ""), (self._month(row), "total_")):
            if amount is None:
                values["unconverted"] += 1
            else:
                values[f"{of}{kind.lower()}"] += amount
                values[f"{kind.lower()}_count"] += 1
        category = row.bought if row.is_refund else row.category
        if kind == "Expense" and row.payee and amount is not None:
            self._merchant(row, category, amount)
        for part in _parts(row, category, sign, amount, self.rules.tops):
            self._part(row, kind, part)

    def _merchant(self, row: LedgerRow, category: int | None, amount: int) -> None:
        fresh = {"total": 0, "count": 0, "first_date": row.date, "last_date": row.date}
        values = self.merchants.setdefault((period_of(row.date), row.payee, category), fresh)
        values["total"] += amount
        values["count"] += 1
        values["first_date"] = min(values["first_date"], row.date)
        values["last_date"] = max(values["last_date"], row.date)

    def _part(self, row: LedgerRow, kind: str, part: Part) -> None:
        fresh = {"total": 0, "count": 0, "top_count": 0, "largest": None, "smallest": None, "unconverted": 0}
        values = self.categories.setdefault((period_of(row.date), part.category, kind), fresh)
        if part.amount is None:
            values["unconverted"] += part.counts
            return
        values["total"] += part.amount
        values["count"] += 1
        values["top_count"] += part.counts
        both = [part.amount] if values["largest"] is None else [part.amount, values["largest"]]
        values["largest"] = max(both)
        both = [part.amount] if values["smallest"] is None else [part.amount, values["smallest"]]
        values["smallest"] = min(both)
        top = self.rules.tops.get(part.category) if part.category is not None else None
        if kind == "Expense" and top is not None:
            self._spent[row.date][top] += part.amount
        month = self._month(row)
        for column in _columns(kind, part.category, self.rules):
            month[column] += part.amount

    def _day(self, row: LedgerRow) -> dict[str, Any]:
        names = ("income", "expense", "income_count", "expense_count", "transfer_count", "unconverted")
        return self.days.setdefault((period_of(row.date), row.date), dict.fromkeys(names, 0))

    def _month(self, row: LedgerRow) -> dict[str, Any]:
        fresh = {"year": row.date.year, "month": row.date.month, **dict.fromkeys(_MONTH, 0)}
        return self.months.setdefault((period_of(row.date),), fresh)


_MONTH = (
    "total_income", "total_expense", "savings", "salary_income", "bonus_income", "investment_income",
    "other_income", "essential_expense", "discretionary_expense", "tax_paid", "income_count",
    "expense_count", "transfers_out", "transfers_in", "net_investment", "transfer_count", "unconverted",
)  # fmt: skip


def _parts(
    row: LedgerRow, category: int | None, sign: int, amount: int | None, tops: Mapping[int, int]
) -> Iterator[Part]:
    """The row itself, or its lines; the last line takes up what rounding left over."""
    if not row.lines:
        yield Part(category, amount, 1)
        return
    rest, seen = amount, set()
    for number, line in enumerate(row.lines, 1):
        top = tops.get(line.category) if line.category is not None else None
        part = sign * (line.base_amount or 0) if number < len(row.lines) else rest
        yield Part(line.category, None if amount is None else part, top not in seen)
        seen.add(top)
        rest = None if rest is None or part is None else rest - part


def _columns(kind: str, category: int | None, rules: Rules) -> list[str]:
    """Of the month, that an amount of this category belongs to besides the totals."""
    wanted = (
        ("Income", rules.salary, "salary_income"),
        ("Income", rules.bonus, "bonus_income"),
        ("Income", rules.returns, "investment_income"),
        ("Expense", rules.essential, "essential_expense"),
        ("Expense", rules.tax, "tax_paid"),
    )
    return [column for of, ids, column in wanted if of == kind and category in ids]
