"""Finds what is worth telling about somebody's money now, with the figures that it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any, Final, Literal, NamedTuple

from analytics.domain.category_changes import CategoryChange
from analytics.domain.change import change_pct
from analytics.domain.money_words import MoneyStyle, day_words, month_words, percent
from analytics.domain.month_series import Month, best_of, worst_of
from analytics.domain.percentage import percent_of
from config.lib.money import format_money
from config.lib.periods import period_label

Severity = Literal["info", "success", "warning", "critical"]

_ZERO: Final = Decimal(0)
_MOST: Final = 3
# An income of less than half the usual one is unusual; usual is the median of these many months.
USUAL_MONTHS: Final = 6
_FEWEST: Final = 3
_LOW: Final = Decimal("0.5")


@dataclass(frozen=True)
class Insight:
    """`evidence` holds names, labels and amounts in the base currency; percentages end with `_pct`."""

    type: str
    message: str
    severity: Severity
    evidence: Mapping[str, Any]


class Twin(NamedTuple):
    """Two rows that may be one payment: the later one, and what both say."""

    pair: int
    transactions: tuple[int, int]
    date: date
    payee: str
    amount: Decimal
    currency: str


def savings_insights(income: Decimal, expenses: Decimal, goal: Decimal, money: MoneyStyle) -> list[Insight]:
    """`goal` in per cent of income. Nothing without income."""
    if income <= 0:
        return []
    net = income - expenses
    evidence = {
        "income": income,
        "expenses": expenses,
        "net": net,
        "savings_rate_pct": percent_of(net, income),
        "goal_pct": goal,
    }
    rate, aim = percent(net, income), percent(goal, Decimal(100))
    if net < 0:
        message = f"You spent {money(-net)} more than you earned"
        return [Insight("savings", message, "critical", evidence)]
    if net * 100 < goal * income:
        message = (
            f"You saved {rate} of your income: {money(net)} of {money(income)}, below your goal of {aim}"
        )
        return [Insight("savings", message, "warning", evidence)]
    message = f"Great job! You saved {rate} of your income: {money(net)} of {money(income)}"
    return [Insight("savings", message, "success", evidence)]


def category_insights(
    changes: Sequence[CategoryChange], *, period: int, against: int, money: MoneyStyle
) -> list[Insight]:
    """The largest changes of a month (yyyymm) against another."""
    return [_category_insight(change, period, against, money) for change in changes[:_MOST]]


def income_insights(
    incomes: Mapping[int, Decimal], months: Sequence[int], money: MoneyStyle
) -> list[Insight]:
    """Of the last of these months, against the months with income before it."""
    *earlier, period = months
    known = [incomes[month] for month in earlier[-USUAL_MONTHS:] if incomes.get(month, _ZERO) > 0]
    if len(known) < _FEWEST:
        return []
    usual, now = median(known), incomes.get(period, _ZERO)
    if now >= usual * _LOW:
        return []
    evidence = {"period": period_label(period), "income": now, "usual_income": usual, "months": len(known)}
    if now <= 0:
        message = f"No income arrived in {month_words(period)}, where {money(usual)} would be usual"
        return [Insight("income_gap", message, "critical", evidence)]
    message = f"Income in {month_words(period)} was {money(now)}, where {money(usual)} would be usual"
    return [Insight("income_gap", message, "warning", evidence)]


def month_insights(months: Sequence[Month], money: MoneyStyle) -> list[Insight]:
    """The best and the worst of several months."""
    best, worst = best_of(months), worst_of(months)
    if best is None or worst is None or best.period == worst.period:
        return []
    return [_month_insight("best_month", best, money), _month_insight("worst_month", worst, money)]


def duplicate_insights(twins: Sequence[Twin], money: MoneyStyle) -> list[Insight]:
    return [_duplicate_insight(twin, money) for twin in twins[:_MOST]]


def _duplicate_insight(twin: Twin, money: MoneyStyle) -> Insight:
    own = twin.currency == money.currency
    amount = money(twin.amount) if own else format_money(twin.amount, twin.currency)
    where = f" at {twin.payee}" if twin.payee else ""
    evidence = {
        "duplicate_id": twin.pair,
        "transaction_ids": list(twin.transactions),
        "date": twin.date,
        "amount": twin.amount,
        "currency": twin.currency,
    }
    message = f"{amount}{where} on {day_words(twin.date)} may have been counted twice"
    return Insight("duplicate_charge", message, "warning", evidence)


def _category_insight(change: CategoryChange, period: int, against: int, money: MoneyStyle) -> Insight:
    rose = change.difference > 0
    size = percent(abs(change.difference), change.before)
    message = (
        f"Your {change.category} expenses {'increased' if rose else 'decreased'} {size} in"
        f" {month_words(period)}: {money(change.now)} after {money(change.before)} in {month_words(against)}"
    )
    evidence = {
        "category": change.category,
        "period": period_label(period),
        "compared_with": period_label(against),
        "amount": change.now,
        "before": change.before,
        "change_pct": change_pct(change.now, change.before),
    }
    return Insight("spending", message, "warning" if rose else "success", evidence)


def _month_insight(kind: str, month: Month, money: MoneyStyle) -> Insight:
    what = "best" if kind == "best_month" else "worst"
    left = f"{money(month.net)} left" if month.net >= 0 else f"{money(-month.net)} more spent than earned"
    evidence = {
        "period": period_label(month.period),
        "income": month.income,
        "expenses": month.expenses,
        "net": month.net,
    }
    message = f"Your {what} month was {month_words(month.period)}, with {left}"
    return Insight(kind, message, "success" if month.net > 0 else "info", evidence)
