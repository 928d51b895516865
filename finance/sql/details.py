"""What only a few transactions have: tags, split lines, a possible twin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from config.lib.money import from_units
from finance.sql.statement import among, fetch, ids


class SplitLine(NamedTuple):
    category_id: int | None
    amount: Decimal
    note: str


class Details(NamedTuple):
    """By transaction id: tags by name, lines in their order; `duplicates` await a decision."""

    tags: dict[int, list[str]]
    splits: dict[int, list[SplitLine]]
    duplicates: set[int]


_DETAILS = """
    SELECT 'tag', link.transaction_id, tag.name, NULL, NULL, 0
    FROM finance_transactiontag link JOIN finance_tag tag ON tag.id = link.tag_id
    WHERE link.user_id = %(user)s AND link.transaction_id {among}
    UNION ALL
    SELECT 'split', transaction_id, note, category_id, amount, position
    FROM finance_split WHERE user_id = %(user)s AND transaction_id {among}
    UNION ALL
    SELECT 'duplicate', transaction_id, '', NULL, NULL, 0
    FROM finance_duplicatecandidate
    WHERE user_id = %(user)s AND decision = 'open' AND transaction_id {among}
    ORDER BY 6
"""


def details_of(user_id: int, transactions: Iterable[int]) -> Details:
    details = Details(defaultdict(list), defaultdict(list), set())
    statement = _DETAILS.format(among=among("transactions"))
    for what, key, text, category, units, _ in fetch(statement, user=user_id, transactions=ids(transactions)):
        if what == "tag":
            details.tags[key].append(text)
        elif what == "split":
            details.splits[key].append(SplitLine(category, from_units(units), text))
        else:
            details.duplicates.add(key)
    for tags in details.tags.values():
        tags.sort()  # here, because databases sort text by rules of their own
    return details
