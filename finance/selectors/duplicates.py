"""Pairs of rows that may be one payment, still undecided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.db.models import QuerySet

from accounts.models import User
from finance.domain.transaction_out import TransactionOut
from finance.models import DuplicateCandidate, Transaction
from finance.selectors.transaction_rows import complete, rows_of


class DuplicateOut(msgspec.Struct, kw_only=True):
    """`score` 0..100 is the likeness of the texts; the row that came later stands first."""

    id: int
    score: int
    reason: str
    created_at: datetime
    transactions: list[TransactionOut]


def open_duplicates(*, user: User) -> QuerySet[DuplicateCandidate]:
    """Undecided pairs of which both rows are live."""
    return DuplicateCandidate.objects.for_user(user).filter(
        decision=DuplicateCandidate.Decision.OPEN, transaction__deletion="", other__deletion=""
    )


def show_duplicates(*, user: User, pairs: Sequence[DuplicateCandidate]) -> list[DuplicateOut]:
    """The pairs with their rows, in three queries whatever their number."""
    ids = {pk for pair in pairs for pk in (pair.transaction_id, pair.other_id)}
    rows = list(rows_of(Transaction.objects.for_user(user).filter(pk__in=ids)))
    by_id = {row.id: row for row in complete(user_id=user.pk, rows=rows)}
    return [
        DuplicateOut(
            id=pair.pk,
            score=pair.score,
            reason=pair.reason,
            created_at=pair.created_at,
            transactions=[by_id[pair.transaction_id], by_id[pair.other_id]],
        )
        for pair in pairs
    ]
