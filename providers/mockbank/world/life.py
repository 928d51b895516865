"""What happens: everything that is bought and earned, month by month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from config.lib.periods import add_months
from finance.demo.dice import Dice
from finance.demo.persona import Household
from finance.demo.row import Row
from finance.demo.spending import spending
from providers.mockbank.world.entry import Entry
from providers.mockbank.world.movements import movements
from providers.mockbank.world.persona import CARD, CASH, MAIN, NEST, Persona

_OUTLIER_PERMILLE = 5
_EVERY_FIFTH, _EVERY_SEVENTH = 5, 7
_REFUND = "Refund: "
_FEE_PERCENT = 2


def life(*, dice: Dice, persona: Persona, start: date, months: int) -> list[Entry]:
    """Every entry of those months in no order; more months only add entries to later ones."""
    rows = spending(dice=dice, start=start, months=months, household=persona.household)
    entries = [_bought(row, persona, dice, start) for row in rows]
    for index in range(months):
        first = add_months(start, index)
        entries += [*_surprise(index, first, persona, dice), *_trip(index, first, persona, dice)]
        entries += _earned(index, first, persona, dice)
    cash = [entry for entry in entries if entry.role == CASH]
    seen = [entry for entry in entries if entry.role != CASH]
    return [*seen, *movements(dice=dice, persona=persona, start=start, months=months, seen=seen, cash=cash)]


def _bought(row: Row, persona: Persona, dice: Dice, start: date) -> Entry:
    role = persona.places.get(row.account, row.account)
    if row.type != "Expense":
        note = row.note.removeprefix(_REFUND)
        return Entry(row.date, row.paise, role, "refund", note, labels=("refund",))
    labels = _subscription(row, persona.household, start)
    paise = row.paise
    if role == CARD and not labels and dice.happens(_OUTLIER_PERMILLE, "outlier", *row):
        paise, labels = paise * dice.number(7, 14, "outlier by", *row), ("outlier",)
    return Entry(row.date, -paise, role, role, row.note, labels=labels)


def _subscription(row: Row, household: Household, start: date) -> tuple[str, ...]:
    plan = next((plan for plan in household.subscriptions if plan.note == row.note), None)
    if plan is None:
        return ()
    rises = plan.new_price > plan.price and row.date == add_months(start, plan.from_month).replace(
        day=plan.day
    )
    return ("subscription", "price_rise") if rises else ("subscription",)


def _surprise(index: int, first: date, persona: Persona, dice: Dice) -> Iterator[Entry]:
    """Each of the persona's shops once, one in five months: a merchant that the ledger has not met."""
    number, rest = divmod(index, _EVERY_FIFTH)
    if rest != dice.number(0, _EVERY_FIFTH - 1, "surprise") or number >= len(persona.surprises):
        return
    note, low, high = persona.surprises[number]
    day = first + timedelta(days=dice.number(2, 26, "surprise", first))
    price = dice.number(low, high, "surprise price", first) * 100
    yield Entry(day, -price, CARD, CARD, note, labels=("new_merchant",))


def _trip(index: int, first: date, persona: Persona, dice: Dice) -> Iterator[Entry]:
    """Five days abroad in every seventh month, paid by card, with the card's own fee for it."""
    if index % _EVERY_SEVENTH != dice.number(0, _EVERY_SEVENTH - 1, "trip"):
        return
    begins = first + timedelta(days=dice.number(5, 18, "trip", first))
    spent = 0
    for number in range(dice.number(7, 11, "trip length", first)):
        day = begins + timedelta(days=number // 2)
        note, low, high = persona.trip.bought[number % len(persona.trip.bought)]
        price = dice.number(low * 100, high * 100, "abroad", number, first)
        spent += price
        yield Entry(day, -price, CARD, "trip", note, labels=("trip",))
    yield Entry(begins + timedelta(days=6), -(spent * _FEE_PERCENT // 100), CARD, "fee", "", labels=("fee",))


def _earned(index: int, first: date, persona: Persona, dice: Dice) -> Iterator[Entry]:
    salary = _salary(index, first, persona) * 100
    name = persona.employer
    yield Entry(first, salary, MAIN, "salary", name, labels=("salary",))
    if first.month == 3:
        yield Entry(first.replace(day=25), salary * 6 // 10, MAIN, "bonus", name, labels=("bonus",))
    if first.month in (3, 6, 9, 12):
        interest = dice.number(salary // 120, salary // 90, "interest", first)
        yield Entry(first.replace(day=30), interest, NEST, "interest", "", labels=("interest",))


def _salary(index: int, first: date, persona: Persona) -> int:
    """Raised each April since the beginning."""
    salary = persona.salary
    for months_ago in range(index):
        if (first.month - 1 - months_ago) % 12 == 3:
            salary = salary * (100 + persona.raise_percent) // 100
    return salary
