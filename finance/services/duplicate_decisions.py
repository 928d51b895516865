"""A person says whether two rows are one payment."""

from __future__ import annotations

from typing import Literal

from django.db import transaction

from accounts.models import User
from config.lib import clock
from config.lib.errors import Conflict, Missing
from finance.models import DuplicateCandidate
from finance.services.locks import lock_ledger
from finance.services.transactions import lock_rows, merge_into

_DECIDED = {"merge": DuplicateCandidate.Decision.MERGED, "keep": DuplicateCandidate.Decision.KEPT}


def decide_duplicate(*, user: User, candidate_id: int, action: Literal["merge", "keep"]) -> None:
    """Merging keeps the older row and buries the newer; keeping leaves both, for good.

    Missing for a foreign or unknown pair; deciding the same again changes nothing, deciding otherwise is a
    Conflict (restore the merged row instead).
    """
    with transaction.atomic():
        lock_ledger(user.pk)
        pair = DuplicateCandidate.objects.for_user(user).filter(pk=candidate_id).first()
        if pair is None:
            raise Missing
        if pair.decision == _DECIDED[action]:
            return
        if pair.decision == DuplicateCandidate.Decision.MERGED:
            raise Conflict("The two are merged already", detail="Restore the merged row to have both again.")
        if action == "merge":
            rows = lock_rows(user, [pair.other_id, pair.transaction_id])
            merge_into(user=user, kept=rows[pair.other_id], repeat=rows[pair.transaction_id])
        pair.decision, pair.decided_at = _DECIDED[action], clock.now()
        pair.save(update_fields=["decision", "decided_at"])
