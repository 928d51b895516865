"""The made-up ledger: three years of an Indian household, as a spreadsheet app would export it."""

from __future__ import annotations

from datetime import date
from typing import Any

from finance.demo.dice import Dice
from finance.demo.movements import movements
from finance.demo.spending import spending


def ledger(*, seed: int, start: date, months: int, today: date) -> list[dict[str, Any]]:
    """Rows of POST upload from the first of `start`'s month on, oldest first, none after `today`.

    The same arguments give the same rows. More months or a later day only add rows: a day that has been told
    stays as it was told.
    """
    dice, first = Dice(seed), start.replace(day=1)
    spent = spending(dice=dice, start=first, months=months)
    rows = [*movements(dice=dice, start=first, months=months, spent=spent), *spent]
    return [row.as_upload() for row in sorted(rows, key=lambda row: row.date) if row.date <= today]
