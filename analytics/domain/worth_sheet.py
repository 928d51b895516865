"""What somebody owns and owes, by kind: net worth taken apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from finance.domain.rates import RateTable
from finance.domain.worth import worth

ASSETS: Final = (
    "cash_and_bank", "investments", "mutual_funds", "stocks", "fixed_deposits", "ppf_epf", "other",
)  # fmt: skip
LIABILITIES: Final = ("credit_cards", "loans", "other")

# Which kind an account's money is of; what is not listed, and a card in credit, is "other".
_OWNED: Final = {
    "checking": "cash_and_bank",
    "savings": "cash_and_bank",
    "cash": "cash_and_bank",
    "investment": "investments",
}
_OWED: Final = {"credit": "credit_cards", "loan": "loans"}
_ZERO: Final = Decimal(0)


class Holder(NamedTuple):
    """An account: the currency it holds, and the kinds of what it holds and of what it owes."""

    currency: str
    asset: str
    liability: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """In the base currency; liabilities are positive. `net_worth` is always assets less liabilities.

    `unconverted` are the currencies without a rate: what is held in them is in no number.
    """

    assets: Mapping[str, Decimal]
    liabilities: Mapping[str, Decimal]
    net_worth: Decimal
    unconverted: Collection[str]

    @property
    def total_assets(self) -> Decimal:
        return sum(self.assets.values(), _ZERO)

    @property
    def total_liabilities(self) -> Decimal:
        return sum(self.liabilities.values(), _ZERO)


def holder(account_type: str, currency: str, investment: str | None) -> Holder:
    """`investment` is the kind of investment that the owner says the account is, whatever its type."""
    owned = _OWNED.get(account_type, "other")
    if investment:
        owned = investment if investment in ASSETS and investment != "other" else "investments"
    return Holder(currency, owned, _OWED.get(account_type, "other"))


def sheet(balances: Iterable[tuple[Holder, Decimal]], *, currency: str, day: date, rates: RateTable) -> Sheet:
    """What the balances are worth at the rates of the day.

    The net worth is that of `finance.domain.worth`, which converts each currency once; what rounding the
    kinds apart leaves over goes to the largest kind of that currency, the first by name of equal ones.
    """
    by_currency: dict[str, dict[tuple[bool, str], Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for account, balance in balances:
        owed = balance < 0
        by_currency[account.currency][owed, account.liability if owed else account.asset] += balance
    held = {code: sum(kinds.values(), _ZERO) for code, kinds in by_currency.items()}
    whole = worth(held, currency=currency, day=day, rates=rates)
    totals: dict[tuple[bool, str], Decimal] = defaultdict(Decimal)
    for code, kinds in by_currency.items():
        for kind, amount in _converted(kinds, code, currency=currency, day=day, rates=rates).items():
            totals[kind] += amount
    return Sheet(
        assets={kind: totals[False, kind] for kind in ASSETS},
        liabilities={kind: -totals[True, kind] for kind in LIABILITIES},
        net_worth=whole.amount,
        unconverted=whole.unconverted,
    )


def _converted(
    kinds: Mapping[tuple[bool, str], Decimal], code: str, *, currency: str, day: date, rates: RateTable
) -> dict[tuple[bool, str], Decimal]:
    """Nothing where there is no rate; else parts that add up to the converted sum."""
    whole = rates.convert(sum(kinds.values(), _ZERO), code, currency, day)
    if whole is None:
        return {}
    parts = {kind: rates.convert(amount, code, currency, day) or _ZERO for kind, amount in kinds.items()}
    largest = max(sorted(parts), key=lambda kind: abs(parts[kind]))
    parts[largest] += whole - sum(parts.values(), _ZERO)
    return parts
