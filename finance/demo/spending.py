"""What the household spends: daily habits, bills, subscriptions, the festival season, and what goes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from config.lib.periods import add_months, month_end
from finance.demo.dice import Dice
from finance.demo.persona import (
    AGREEMENT_MONTHS,
    BILLS,
    ELECTRICITY,
    FESTIVAL,
    HABITS,
    RENT,
    RENT_RISE_PERCENT,
    SAVINGS,
    SUBSCRIPTIONS,
    Habit,
)
from finance.demo.row import Row

_UTILITIES = "Bills & Utilities"


def spending(*, dice: Dice, start: date, months: int) -> list[Row]:
    """Every expense and refund of those months, in no order; refunds may fall into the month after."""
    rows: list[Row] = []
    for index in range(months):
        first = add_months(start, index)
        rows += [*_fixed(index, first, dice), *_subscriptions(index, first), *_habits(first, dice)]
    return rows


def _expense(day: date, paise: int, bought: tuple[str, str, str], note: str) -> Row:
    category, subcategory, account = bought
    return Row(day, paise, "Expense", category, subcategory, account, note)


def _fixed(index: int, first: date, dice: Dice) -> Iterator[Row]:
    rent = _grown(RENT, RENT_RISE_PERCENT, times=index // AGREEMENT_MONTHS)
    yield _expense(first.replace(day=2), rent * 100, (_UTILITIES, "Rent", SAVINGS), "Rent, Indiranagar flat")
    usual = ELECTRICITY[first.month - 1] * 100
    power = dice.number(usual * 88 // 100, usual * 112 // 100, "electricity", first)
    yield _expense(first.replace(day=14), power, (_UTILITIES, "Electricity", SAVINGS), "BESCOM electricity")
    for bill in BILLS:
        if first.month in (bill.months or (first.month,)):
            rupees = dice.number(bill.low, bill.high, bill.note, first)
            bought = (bill.category, bill.subcategory, bill.account)
            yield _expense(first.replace(day=bill.day), rupees * 100, bought, bill.note)


def _grown(amount: int, percent: int, *, times: int) -> int:
    """Raised so many times, each time to a full hundred."""
    for _ in range(times):
        amount = amount * (100 + percent) // 10_000 * 100
    return amount


def _subscriptions(index: int, first: date) -> Iterator[Row]:
    for plan in SUBSCRIPTIONS:
        price = plan.new_price if index >= plan.from_month else plan.price
        bought = ("Entertainment", "Streaming & Subscriptions", plan.account)
        yield _expense(first.replace(day=plan.day), price * 100, bought, plan.note)


def _habits(first: date, dice: Dice) -> Iterator[Row]:
    for offset in range(month_end(first).day):
        day = first + timedelta(days=offset)
        season = FESTIVAL if (10, 10) <= (day.month, day.day) <= (11, 10) else ()
        for number, habit in enumerate((*HABITS, *season)):
            if day.weekday() in habit.days and dice.happens(habit.permille, "habit", number, day):
                yield from _bought(habit, day, dice, ("habit", number, day))


def _bought(habit: Habit, day: date, dice: Dice, topic: tuple[object, ...]) -> Iterator[Row]:
    steps = (habit.high - habit.low) * 100 // habit.step
    paise = habit.low * 100 + dice.number(0, steps, "price", *topic) * habit.step
    note = dice.pick(habit.notes, "shop", *topic)
    row = _expense(day, paise, (habit.category, habit.subcategory, habit.account), note)
    yield row
    if dice.happens(habit.again, "again", *topic):
        yield row
    if dice.happens(habit.returned, "returned", *topic):
        back = day + timedelta(days=dice.number(4, 9, "back", *topic))
        yield Row(back, paise, "Income", "Income", "Refunds & Cashback", habit.account, f"Refund: {note}")
