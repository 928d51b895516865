"""Finds what no row of a ledger should be, whatever wrote it."""

from __future__ import annotations

from typing import Any, Final

from analytics.domain.drift import Drift
from finance.sql.statement import fetch

# (table, column, table that it refers to)
_REFERENCES: Final = (
    ("finance_transaction", "account_id", "finance_account"),
    ("finance_transaction", "to_account_id", "finance_account"),
    ("finance_transaction", "category_id", "finance_category"),
    ("finance_transaction", "source_id", "finance_source"),
    ("finance_transaction", "import_batch_id", "finance_importbatch"),
    ("finance_transaction", "refund_of_id", "finance_transaction"),
    ("finance_split", "transaction_id", "finance_transaction"),
    ("finance_split", "category_id", "finance_category"),
    ("finance_category", "parent_id", "finance_category"),
    ("finance_transactiontag", "transaction_id", "finance_transaction"),
    ("finance_transactiontag", "tag_id", "finance_tag"),
    ("finance_transactionchange", "transaction_id", "finance_transaction"),
)
_ORPHANS: Final = """
    SELECT own.id, own.{column} FROM {table} own LEFT JOIN {target} target ON target.id = own.{column}
    WHERE own.user_id = %(user)s AND own.{column} IS NOT NULL
      AND (target.id IS NULL OR target.user_id <> own.user_id)
"""
_SPLITS: Final = """
    SELECT t.id, SUM(s.amount), t.amount
    FROM finance_split s JOIN finance_transaction t ON t.id = s.transaction_id
    WHERE s.user_id = %(user)s GROUP BY t.id, t.amount HAVING SUM(s.amount) <> t.amount
"""
_TRANSFERS: Final = """
    SELECT id, 'to account ' || to_account_id FROM finance_transaction
    WHERE user_id = %(user)s AND to_account_id IS NOT NULL
      AND (type <> 'Transfer' OR to_account_id = account_id)
"""
_TWINS: Final = """
    SELECT MAX(id), COUNT(*) FROM finance_transaction
    WHERE user_id = %(user)s AND deletion = '' AND {given} IS NOT NULL
    GROUP BY source_id, {identity} HAVING COUNT(*) > 1
"""


def orphans(user_id: int) -> list[Drift]:
    """Rows that name something which is not there, or somebody else's."""
    found = []
    for table, column, target in _REFERENCES:
        statement = _ORPHANS.format(table=table, column=column, target=target)
        for key, named in fetch(statement, user=user_id):
            found.append(Drift(table, f"{key} {column}", named, f"a row of {target} of the same user"))
    return found


def broken_splits(user_id: int) -> list[Drift]:
    """Lines that do not add up to their transaction."""
    rows: list[tuple[Any, ...]] = fetch(_SPLITS, user=user_id)
    return [
        Drift("finance_split", f"transaction {key} amount", int(held), right) for key, held, right in rows
    ]


def broken_transfers(user_id: int) -> list[Drift]:
    """Rows that go to where they come from, or go somewhere without being transfers."""
    rows = fetch(_TRANSFERS, user=user_id)
    right = "another account, of a transfer"
    return [Drift("finance_transaction", str(key), held, right) for key, held in rows]


def twins(user_id: int) -> list[Drift]:
    """Live rows of one source with the same identity."""
    found = []
    for given, identity in (("fingerprint", "fingerprint, occurrence"), ("external_id", "external_id")):
        for key, count in fetch(_TWINS.format(given=given, identity=identity), user=user_id):
            found.append(Drift("finance_transaction", f"{key} {given}", count, 1))
    return found
