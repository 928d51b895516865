"""Which account of the life is at which bank: three banks together hold one life."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

from providers.mockbank.world.persona import CARD, FUNDS, MAIN, NEST, POT, WALLET, Persona

BANKS: Final = ("banka", "bankb", "bankc")
# What it holds before the first row is told, in salaries; the card begins at nothing.
_OPENING: Final[Mapping[str, int]] = MappingProxyType({MAIN: 2, POT: 1, NEST: 3, FUNDS: 5})
_IN_THE_WALLET = 5  # steps of a top-up
_BANK_OF: Final[Mapping[str, str]] = MappingProxyType(
    {MAIN: "banka", POT: "banka", CARD: "bankb", WALLET: "bankb", NEST: "bankc", FUNDS: "bankc"}
)
_CARD_LIMIT = 3  # salaries


class Holder(NamedTuple):
    """An account; `opening` and `limit` (None: not a card) in whole units of the currency."""

    id: str
    role: str
    bank: str
    name: str
    mask: str
    opening: int
    limit: int | None


class Balance(NamedTuple):
    """`available` counts pending rows too."""

    posted: Decimal
    available: Decimal


def holders(persona: Persona, digits: Mapping[str, str]) -> dict[str, Holder]:
    """By role; `digits` are each role's twelve, of which a statement shows the last four."""
    return {
        role: Holder(
            id=f"{bank[-1]}{digits[role]}",
            role=role,
            bank=bank,
            name=persona.names[role],
            mask=digits[role][-4:],
            opening=_opening(role, persona),
            limit=persona.salary * _CARD_LIMIT if role == CARD else None,
        )
        for role, bank in _BANK_OF.items()
    }


def _opening(role: str, persona: Persona) -> int:
    return persona.step * _IN_THE_WALLET if role == WALLET else persona.salary * _OPENING.get(role, 0)


def same_bank(one: str, other: str) -> bool:
    return _BANK_OF[one] == _BANK_OF[other]
