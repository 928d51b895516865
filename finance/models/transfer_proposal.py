"""Two rows of a person's own accounts that may be the two ends of one transfer."""

from __future__ import annotations

from django.db import models

from config.lib.ownership import OwnedModel, owner
from finance.models.transaction import Transaction


class TransferProposal(OwnedModel):
    class Decision(models.TextChoices):
        OPEN = "open"
        ACCEPTED = "accepted"
        REFUSED = "refused"

    user = owner()
    # Where the money left and where it arrived; accepted, the first is the transfer and the second merged.
    outgoing = models.ForeignKey(
        Transaction, on_delete=models.CASCADE, related_name="transfers_out", db_index=False
    )
    incoming = models.ForeignKey(Transaction, on_delete=models.CASCADE, related_name="transfers_in")
    reason = models.CharField(max_length=200)
    decision = models.CharField(max_length=8, choices=Decision, default=Decision.OPEN)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outgoing", "incoming"], name="finance_transferproposal_pair")
        ]
        indexes = [models.Index(fields=["user", "decision", "-id"], name="finance_transferproposal_list")]

    def __str__(self) -> str:
        return f"{self.outgoing_id}>{self.incoming_id}"
