"""What every importer hands on: the rows it understood, and a word about each row it did not."""

from __future__ import annotations

from dataclasses import dataclass

from finance.domain.incoming import IncomingTransaction


@dataclass(frozen=True, slots=True)
class RowError:
    """One row that was not read. `row` is the line of the file as an editor counts (1-based)."""

    row: int
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """`rejected` rows speak of money but cannot be understood; `skipped` rows move none (totals, opening
    balances, declined payments). Blank lines are neither.
    """

    rows: list[IncomingTransaction]
    rejected: list[RowError]
    skipped: list[RowError]
