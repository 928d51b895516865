"""One thing that happened to one account, before a bank has worded it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Entry(NamedTuple):
    """`hundredths` is signed (negative = money out); `place` says how banks word it (`persona.PLACES`).

    `partner` is the other account's role of a transfer; `labels` are what an analysis should find in it.
    """

    day: date
    hundredths: int
    role: str
    place: str
    note: str
    partner: str = ""
    labels: tuple[str, ...] = ()
