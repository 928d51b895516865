"""Tells a range of days in sentences, each of which is true of the figures that it is told from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from analytics.domain.category_changes import CategoryChange
from analytics.domain.money_words import MoneyStyle, day_words, month_words, percent
from analytics.domain.month_series import Month, best_of

_HALF: Final = Decimal("0.5")
_CHANGES: Final = 2
_NOTHING: Final = "No income and no expenses were counted in this time."


class Part(NamedTuple):
    """A category and what it makes up."""

    name: str
    amount: Decimal


class Payment(NamedTuple):
    category: str
    date: date
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Story:
    """The figures. `months` are those with rows, ascending; `changes` compare with a year before; `goal` is
    the part of income that the reader wants to keep, in per cent.
    """

    income: Decimal
    expenses: Decimal
    income_count: int
    expense_count: int
    months: Sequence[Month]
    source: Part | None
    spending: Part | None
    largest: Payment | None
    changes: Sequence[CategoryChange]
    goal: Decimal

    @property
    def net(self) -> Decimal:
        return self.income - self.expenses

    @property
    def short_of_goal(self) -> Decimal:
        """By how much what is left misses the goal; 0 or less where it does not."""
        return self.income * self.goal / 100 - self.net


def summary(story: Story, money: MoneyStyle) -> str:
    if not story.months:
        return _NOTHING
    if story.net < 0:
        earned = f"the {money(story.income)} that you earned" if story.income else "nothing earned"
        return f"You spent {money(story.expenses)}, {money(-story.net)} more than {earned}."
    if story.income <= 0:
        return f"You earned nothing, and refunds of {money(story.net)} came back."
    kept = f"You kept {money(story.net)} of the {money(story.income)} that you earned"
    place = "below" if story.short_of_goal > 0 else "above" if story.short_of_goal < 0 else "just"
    goal = f", {place} your goal of {_goal(story)}"
    return f"{kept}: a savings rate of {percent(story.net, story.income)}{goal}."


def income_narrative(story: Story, money: MoneyStyle) -> str:
    if not story.income_count:
        return "No income was counted in this time."
    earned = f"You earned {money(story.income)} from {_times(story.income_count, 'income transaction')}"
    return f"{earned}{_largest_part(story.source, story.income, money)}."


def expense_narrative(story: Story, money: MoneyStyle) -> str:
    if not story.expense_count:
        return "No expenses were counted in this time."
    spent = f"Your expenses totalled {money(story.expenses)} in {_times(story.expense_count, 'transaction')}"
    return f"{spent}{_largest_part(story.spending, story.expenses, money)}."


def highlights(story: Story, money: MoneyStyle) -> list[str]:
    found = _month_highlights(story.months, money) if len(story.months) > 1 else []
    if story.largest:
        day, category, amount = story.largest.date, story.largest.category, story.largest.amount
        found.append(f"Your largest expense was {money(amount)} for {category} on {day_words(day)}")
    found += [_changed(change, money) for change in story.changes[:_CHANGES]]
    if story.income > 0 and story.net > 0:
        found.append(f"Maintained a {percent(story.net, story.income)} savings rate")
    return found


def recommendations(story: Story, money: MoneyStyle) -> list[str]:
    if not story.months:
        return ["Enter or import transactions to see where your money goes"]
    found = [_balance_advice(story, money)]
    rising = next((change for change in story.changes if change.difference > 0), None)
    if rising:
        more = money(rising.difference)
        found.append(f"Look at {rising.category}: it cost {more} more than in the same time a year before")
    share = story.spending
    if share and story.expenses > 0 and share.amount > story.expenses * _HALF:
        part = percent(share.amount, story.expenses)
        found.append(f"{share.name} alone takes {part} of your spending: a saving there counts most")
    return found


def _month_highlights(months: Sequence[Month], money: MoneyStyle) -> list[str]:
    best, dearest = best_of(months), max(months, key=lambda month: (month.expenses, month.period))
    kept = sum(1 for month in months if month.net > 0)
    found = []
    if best and best.net > 0:
        found.append(f"Your best month was {month_words(best.period)}, with {money(best.net)} left")
    if dearest.expenses > 0:
        spent = money(dearest.expenses)
        found.append(f"Highest spending month was {month_words(dearest.period)}, with {spent}")
    found.append(f"You spent less than you earned in {kept} of {len(months)} months")
    return found


def _balance_advice(story: Story, money: MoneyStyle) -> str:
    count = len(story.months)
    months = "month" if count == 1 else f"{count} months"
    if story.net < 0:
        return f"Spending {money(-story.net / count)} less in each month would have covered your expenses"
    if story.short_of_goal > 0:
        gap = money(story.short_of_goal)
        return f"Your goal is to keep {_goal(story)} of your income: that takes {gap} more over this {months}"
    return f"Keep it up: your goal of {_goal(story)} is met"


def _largest_part(part: Part | None, whole: Decimal, money: MoneyStyle) -> str:
    if part is None or whole <= 0:
        return ""
    return (
        f"; the largest part was {part.name} with {money(part.amount)}, {percent(part.amount, whole)} of it"
    )


def _changed(change: CategoryChange, money: MoneyStyle) -> str:
    verb = "rose" if change.difference > 0 else "fell"
    size = percent(abs(change.difference), change.before)
    return (
        f"Spending on {change.category} {verb} by {size} against the year before: {money(change.now)}"
        f" after {money(change.before)}"
    )


def _goal(story: Story) -> str:
    return percent(story.goal, Decimal(100))


def _times(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
