"""What the household spends: daily habits, bills, subscriptions, the festival season, and what goes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from config.lib.periods import add_months, month_end
from finance.demo.dice import Dice
from finance.demo.persona import BENGALURU, Habit, Household
from finance.demo.row import Row

_UTILITIES = "Bills & Utilities"


def spending(*, dice: Dice, start: date, months: int, household: Household = BENGALURU) -> list[Row]:
    """Every expense and refund of those months, in no order; refunds may fall into the month after."""
    rows: list[Row] = []
    for index in range(months):
        first = add_months(start, index)
        rows += _fixed(index, first, dice, household)
        rows += [*_subscriptions(index, first, household), *_habits(first, dice, household)]
    return rows


def _expense(day: date, paise: int, bought: tuple[str, str, str], note: str) -> Row:
    category, subcategory, account = bought
    return Row(day, paise, "Expense", category, subcategory, account, note)


def _fixed(index: int, first: date, dice: Dice, home: Household) -> Iterator[Row]:
    rent = _grown(home.rent, home.rent_rise_percent, times=index // home.agreement_months)
    yield _expense(first.replace(day=2), rent * 100, (_UTILITIES, "Rent", home.main), home.rent_note)
    usual = home.electricity[first.month - 1] * 100
    power = dice.number(usual * 88 // 100, usual * 112 // 100, "electricity", first)
    bought = (_UTILITIES, "Electricity", home.main)
    yield _expense(first.replace(day=14), power, bought, home.electricity_note)
    for bill in home.bills:
        if first.month in (bill.months or (first.month,)):
            rupees = dice.number(bill.low, bill.high, bill.note, first)
            bought = (bill.category, bill.subcategory, bill.account)
            yield _expense(first.replace(day=bill.day), rupees * 100, bought, bill.note)


def _grown(amount: int, percent: int, *, times: int) -> int:
    """Raised so many times, each time to a full hundred."""
    for _ in range(times):
        amount = amount * (100 + percent) // 10_000 * 100
    return amount


def _subscriptions(index: int, first: date, home: Household) -> Iterator[Row]:
    for plan in home.subscriptions:
        price = plan.new_price if index >= plan.from_month else plan.price
        bought = ("Entertainment", "Streaming & Subscriptions", plan.account)
        yield _expense(first.replace(day=plan.day), price * 100, bought, plan.note)


def _habits(first: date, dice: Dice, home: Household) -> Iterator[Row]:
    begins, ends = home.season
    for offset in range(month_end(first).day):
        day = first + timedelta(days=offset)
        season = home.festival if begins <= (day.month, day.day) <= ends else ()
        for number, habit in enumerate((*home.habits, *season)):
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
