"""How money moves between the household's own accounts, across banks too, and out of cash machines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from config.lib.periods import add_months, period_of
from finance.demo.dice import Dice
from providers.mockbank.world.accounts import same_bank
from providers.mockbank.world.entry import Entry
from providers.mockbank.world.persona import CARD, CASH, MAIN, WALLET, Persona

_CASH_DAYS = (2, 11, 21)

Net = Mapping[tuple[str, int], int]


def movements(
    *,
    dice: Dice,
    persona: Persona,
    start: date,
    months: int,
    seen: Iterable[Entry],
    cash: Iterable[Entry],
) -> Iterator[Entry]:
    """Both legs of each transfer; the arriving one may be up to two days later at another bank.

    `seen` are the entries of accounts, `cash` what is paid from the purse: withdrawals come before it.
    """
    net, left = _net([*seen, *cash]), 0
    step = persona.step * 100
    for index in range(months):
        first = add_months(start, index)
        yield from _withdrawn(first, net.get((CASH, period_of(first)), 0), step)
        needed = net.get((WALLET, period_of(first)), 0)
        topped = max(0, -(-(needed - left) // step) * step)
        left += topped - needed
        yield from _transfer(dice, first, topped, WALLET)
        owed = net.get((CARD, period_of(add_months(first, -1))), 0)
        yield from _transfer(dice, first.replace(day=12), owed, CARD)
        for day, role, amount in persona.set_aside:
            yield from _transfer(dice, first.replace(day=day), amount * 100, role)


def _net(entries: Iterable[Entry]) -> Net:
    """What each account gave in each month, less what came back."""
    net: dict[tuple[str, int], int] = defaultdict(int)
    for entry in entries:
        net[entry.role, period_of(entry.day)] -= entry.hundredths
    return net


def _withdrawn(first: date, spent: int, step: int) -> Iterator[Entry]:
    """The month's cash in up to three visits, each a multiple of `step`."""
    notes = -(-spent // step)
    for number, day in enumerate(_CASH_DAYS):
        visits = len(_CASH_DAYS)
        share = notes // visits + (number < notes % visits)
        if share:
            yield Entry(first.replace(day=day), -share * step, MAIN, "cash", "", labels=("cash",))


def _transfer(dice: Dice, day: date, hundredths: int, target: str) -> Iterator[Entry]:
    if hundredths <= 0:
        return
    late = 0 if same_bank(MAIN, target) else dice.number(0, 2, "arrives", target, day)
    yield Entry(day, -hundredths, MAIN, "out", "", partner=target, labels=("transfer",))
    arrives = day + timedelta(days=late)
    yield Entry(arrives, hundredths, target, "in", "", partner=MAIN, labels=("transfer",))
