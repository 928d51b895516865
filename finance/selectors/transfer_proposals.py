"""Pairs of rows that may be one transfer, still undecided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.db.models import QuerySet

from accounts.models import User
from finance.domain.transaction_out import TransactionOut
from finance.models import Transaction, TransferProposal
from finance.selectors.transaction_rows import complete, rows_of


class ProposalOut(msgspec.Struct, kw_only=True):
    id: int
    reason: str
    created_at: datetime
    outgoing: TransactionOut
    incoming: TransactionOut


def open_proposals(*, user: User) -> QuerySet[TransferProposal]:
    """Undecided pairs of which both rows are live."""
    return TransferProposal.objects.for_user(user).filter(
        decision=TransferProposal.Decision.OPEN, outgoing__deletion="", incoming__deletion=""
    )


def show_proposals(*, user: User, proposals: Sequence[TransferProposal]) -> list[ProposalOut]:
    """The pairs with their rows, in three queries whatever their number."""
    ids = {pk for pair in proposals for pk in (pair.outgoing_id, pair.incoming_id)}
    rows = list(rows_of(Transaction.objects.for_user(user).filter(pk__in=ids)))
    by_id = {row.id: row for row in complete(user_id=user.pk, rows=rows)}
    return [
        ProposalOut(
            id=pair.pk,
            reason=pair.reason,
            created_at=pair.created_at,
            outgoing=by_id[pair.outgoing_id],
            incoming=by_id[pair.incoming_id],
        )
        for pair in proposals
    ]
