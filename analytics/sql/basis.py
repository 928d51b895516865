"""What the figures of one person rest on, besides the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from config.lib import clock
from config.lib.periods import DateRange
from finance.sql.bulk import stored_instant
from finance.sql.counted import Counting
from finance.sql.statement import bounds, ids


@dataclass(frozen=True, slots=True)
class Kinds:
    """Ids of categories that months tell apart; of income each is in one set at most."""

    salary: frozenset[int]
    bonus: frozenset[int]
    returns: frozenset[int]
    essential: frozenset[int]
    tax: frozenset[int]


@dataclass(frozen=True, slots=True)
class Basis:
    """`counting` is of all days that count at all; `invested` are the ids of investment accounts.

    `analytics.selectors.basis` makes it: that is where a person's preferences come in.
    """

    counting: Counting
    invested: frozenset[int]
    kinds: Kinds

    def parameters(self, span: DateRange) -> dict[str, Any]:
        """Of every fact's SELECT over those days: `start` to `end` count, `first` to `last` move money."""
        counted, moved = bounds(self.counting.span), bounds(span)
        return {
            **self.counting.parameters(),
            "start": max(counted["start"], moved["start"]),
            "end": min(counted["end"], moved["end"]),
            "first": moved["start"],
            "last": moved["end"],
            "now": stored_instant(clock.now()),
            "invested": ids(self.invested),
            "salary": ids(self.kinds.salary),
            "bonus": ids(self.kinds.bonus),
            "returns": ids(self.kinds.returns),
            "essential": ids(self.kinds.essential),
            "tax": ids(self.kinds.tax),
        }
