"""What comes in, and how it moves between the household's own accounts so that none but the card owes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from config.lib.periods import add_months, period_of
from finance.demo.dice import Dice
from finance.demo.persona import CARD, CASH, EMERGENCY, FUNDS, PPF, RAISE_PERCENT, SALARY, SAVINGS, WALLET
from finance.demo.row import Row

_SET_ASIDE = (
    (5, FUNDS, 34_000, "SIP, index funds"),
    (6, PPF, 5_000, "PPF"),
    (7, EMERGENCY, 8_000, "For a rainy day"),
)
_FILLED = ((CASH, "ATM withdrawal"), (WALLET, "Paytm top-up"))
_QUARTER_ENDS = (3, 6, 9, 12)

Net = Mapping[tuple[str, int], int]


def movements(*, dice: Dice, start: date, months: int, spent: Iterable[Row]) -> list[Row]:
    """Income, and every transfer as its two legs; `spent` are the expenses and refunds of the same months."""
    net = _net(spent)
    left = {account: 0 for account, _ in _FILLED}
    salary, rows = SALARY, []
    for index in range(months):
        first = add_months(start, index)
        salary = salary * (100 + RAISE_PERCENT) // 50_000 * 500 if index and first.month == 4 else salary
        rows += [*_earned(index, first, salary, dice), *_filled(first, net, left), *_set_aside(first)]
        owed = net.get((CARD, period_of(add_months(first, -1))), 0)
        if owed > 0:
            rows += _transfer(first.replace(day=12), owed, SAVINGS, CARD, "ICICI card bill")
    return rows


def _net(spent: Iterable[Row]) -> Net:
    """Paise that each account gave in each month, less what came back."""
    net: dict[tuple[str, int], int] = defaultdict(int)
    for row in spent:
        net[row.account, period_of(row.date)] += row.paise if row.type == "Expense" else -row.paise
    return net


def _earned(index: int, first: date, salary: int, dice: Dice) -> Iterator[Row]:
    def income(day: int, paise: int, subcategory: str, note: str, account: str = SAVINGS) -> Row:
        return Row(first.replace(day=day), paise, "Income", "Income", subcategory, account, note)

    yield income(1, salary * 100, "Salary", "Salary, Nimbus Software")
    if first.month == 3:
        yield income(25, salary * 120, "Bonus", "Annual bonus, Nimbus Software")
    if first.month == 8:
        yield income(
            22, dice.number(6_000, 14_000, "tax", first) * 100, "Refunds & Cashback", "Income tax refund"
        )
    if first.month in _QUARTER_ENDS:
        yield income(30, dice.number(90_000, 160_000, "interest", first), "Interest", "Savings interest")
        if index:
            yield income(30, index * 8_000 * 85 // 100, "Interest", "Fixed deposit interest", EMERGENCY)
    if dice.happens(180, "freelance", first):
        yield income(19, dice.number(16, 60, "fee", first) * 50_000, "Freelance", "Freelance, design review")
    if first.month in (2, 8, 11):
        yield income(27, dice.number(40_000, 190_000, "dividend", first), "Dividends", "Dividend, ITC")


def _filled(first: date, net: Net, left: dict[str, int]) -> Iterator[Row]:
    """Wallet and purse get on the first what the month will need beyond what is left, in steps of ₹500."""
    for account, note in _FILLED:
        needed = net.get((account, period_of(first)), 0)
        topped = max(0, -(-(needed - left[account]) // 50_000) * 50_000)
        left[account] += topped - needed
        if topped:
            yield from _transfer(first, topped, SAVINGS, account, note)


def _set_aside(first: date) -> Iterator[Row]:
    for day, account, rupees, note in _SET_ASIDE:
        yield from _transfer(first.replace(day=day), rupees * 100, SAVINGS, account, note)


def _transfer(day: date, paise: int, source: str, target: str, note: str) -> Iterator[Row]:
    """Both legs as a spreadsheet has them: the category names the other account."""
    yield Row(day, paise, "Transfer-Out", target, "", source, note)
    yield Row(day, paise, "Transfer-In", source, "", target, note)
