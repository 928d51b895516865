"""Sets what many rows have in common."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from finance.sql.bulk import id_list, stored_instant


def mark_deleted(ids: Sequence[int], *, reason: str, at: datetime) -> None:
    """Soft deletion, for the reason named in `Transaction.Deletion`."""
    instant = stored_instant(at)
    clause, parameter = id_list(ids)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE finance_transaction SET deletion = %s, deleted_at = %s, updated_at = %s WHERE id {clause}",  # noqa: E501, S608 - the clause is ours
            [reason, instant, instant, parameter],
        )


def release_ids(ids: Sequence[int]) -> None:
    """Rows that stay away although their bank has dropped them: its id for them may come to mean another."""
    if ids:
        clause, parameter = id_list(ids)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE finance_transaction SET former_external_id = external_id, external_id = NULL WHERE id {clause}",  # noqa: E501, S608 - the clause is ours
                [parameter],
            )


def remove_inserted(*, user_id: int, batch_id: int) -> None:
    """Take the rows that one import inserted, and that have no history, out of the table with all that
    hangs on them.
    """
    doomed = """
        SELECT t.id FROM finance_transaction t
        WHERE t.user_id = %s AND t.import_batch_id = %s
          AND NOT EXISTS (SELECT 1 FROM finance_transactionchange c WHERE c.transaction_id = t.id)
    """
    owner = [user_id, batch_id]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE finance_transaction SET refund_of_id = NULL WHERE refund_of_id IN ({doomed})",  # noqa: S608 - ours
            owner,
        )
        for table, column in _DEPENDENTS:
            cursor.execute(f"DELETE FROM {table} WHERE {column} IN ({doomed})", owner)  # noqa: S608 - ours
        cursor.execute(f"DELETE FROM finance_transaction WHERE id IN ({doomed})", owner)  # noqa: S608 - ours


_DEPENDENTS = (
    ("finance_split", "transaction_id"),
    ("finance_transactiontag", "transaction_id"),
    ("finance_duplicatecandidate", "transaction_id"),
    ("finance_duplicatecandidate", "other_id"),
    ("finance_transferproposal", "outgoing_id"),
    ("finance_transferproposal", "incoming_id"),
)
