"""Sets what many rows have in common."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from finance.sql.bulk import id_list


def mark_deleted(ids: Sequence[int], *, reason: str, at: datetime) -> None:
    """Soft deletion, for the reason named in `Transaction.Deletion`."""
    clause, parameter = id_list(ids)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE finance_transaction SET deletion = %s, deleted_at = %s, updated_at = %s WHERE id {clause}",  # noqa: S608 - the clause is ours
            [reason, at, at, parameter],
        )
