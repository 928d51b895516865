"""What a persona consists of; `personas/` has one for each part of the world."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from finance.demo.persona import Household

Role = Literal["main", "pot", "card", "wallet", "nest", "funds"]
MAIN: Final = "main"  # salary in, rent out
POT: Final = "pot"  # savings beside it
CARD: Final = "card"
WALLET: Final = "wallet"
NEST: Final = "nest"  # for a rainy day
FUNDS: Final = "funds"  # invested
CASH: Final = "cash"  # no bank sees it; withdrawals do

# Places of `Phrases`: how a bank writes this kind of row.
PLACES: Final = (
    MAIN,
    CARD,
    WALLET,
    "salary",
    "bonus",
    "interest",
    "refund",
    "out",
    "in",
    "cash",
    "trip",
    "fee",
)


class Trip(NamedTuple):
    """A stay abroad: what is bought there and the foreign currency's price, in hundredths of our unit."""

    currency: str
    rate: int
    bought: tuple[tuple[str, int, int], ...]  # note, low, high in whole units of ours


class Persona(NamedTuple):
    """Money is in whole units of the currency.

    `places` maps the household's account names to roles. `set_aside` are (day, role, amount) of each month;
    `step` what a cash machine or a top-up is a multiple of. `surprises` are shops where the household never
    was: (note, low, high). `phrases` are the banks' words: `{name}`, `{ref}` (digits), `{code}` (letters and
    digits), `{mask}` (of the other account) and `{month}` are filled in.
    """

    household: Household
    places: Mapping[str, str]
    names: Mapping[str, str]
    salary: int
    raise_percent: int
    employer: str
    set_aside: tuple[tuple[int, Role, int], ...]
    step: int
    surprises: tuple[tuple[str, int, int], ...]
    trip: Trip
    phrases: Mapping[str, tuple[str, ...]]
