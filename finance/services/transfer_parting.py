"""Takes transfers apart again that were made of two rows."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from accounts.models import User
from config.lib import clock
from finance.models import TransactionChange, TransferProposal
from finance.services.undo import put_back

Decision = TransferProposal.Decision


def joining(proposal: TransferProposal) -> str:
    """The reason that the history gives for what an accepted proposal did to its rows."""
    return f"transfer proposal {proposal.pk}"


def part_transfers(*, user: User, rows: Collection[int], decision: Decision) -> bool:
    """Every accepted transfer that one of these rows is an end of becomes two rows again, with that decision
    about it; whether there were any. The caller owns the transaction and has the lock.
    """
    touched = Q(outgoing__in=rows) | Q(incoming__in=rows)
    accepted = TransferProposal.objects.for_user(user).filter(touched, decision=Decision.ACCEPTED)
    proposals = list(accepted)
    for proposal in proposals:
        lines = TransactionChange.objects.for_user(user).filter(
            reason=joining(proposal), transaction__in=[proposal.outgoing_id, proposal.incoming_id]
        )
        put_back(user=user, lines=list(lines.order_by("-id")))
        proposal.decision = decision
        proposal.decided_at = None if decision == Decision.OPEN else clock.now()
        proposal.save(update_fields=["decision", "decided_at"])
    return bool(proposals)
