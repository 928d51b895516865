"""What a bank writes beside an amount: noise around a name, and sometimes the name itself."""

from __future__ import annotations

import string
from collections.abc import Mapping
from decimal import Decimal

from finance.demo.dice import Dice
from providers.mockbank.world.accounts import Holder
from providers.mockbank.world.entry import Entry
from providers.mockbank.world.persona import Persona

_LETTERS = string.ascii_uppercase + string.digits
_ROOM = 22  # what a card terminal has room for
# Permille of rows whose bank knows the merchant.
_KNOWN: Mapping[str, int] = {"banka": 600, "bankb": 880, "bankc": 400}


def worded(entry: Entry, persona: Persona, accounts: Mapping[str, Holder], dice: Dice) -> tuple[str, str]:
    """Description and merchant ("" = the bank names none); equal entries are worded equally."""
    phrase = dice.pick(persona.phrases[entry.place], "phrase", *entry)
    description = phrase.format(
        name=_plain(entry.note),
        ref=f"{dice.number(0, 10**12 - 1, 'ref', *entry):012d}",
        code="".join(dice.pick(_LETTERS, "code", number, *entry) for number in range(5)),
        mask=accounts[entry.partner].mask if entry.partner else "",
        month=f"{entry.day:%b%y}".upper(),
        amount=_abroad(entry, persona),
    )
    known = entry.note and dice.happens(_KNOWN[accounts[entry.role].bank], "merchant", *entry)
    return description, entry.note if known else ""


def _plain(note: str) -> str:
    return note.upper().replace(",", "").replace(".", "")[:_ROOM].strip()


def _abroad(entry: Entry, persona: Persona) -> str:
    trip = persona.trip
    abroad, rate = Decimal(-entry.hundredths) / trip.rate, Decimal(trip.rate) / 100
    return f"{trip.currency} {abroad:.2f} @ {rate:.4f}"
