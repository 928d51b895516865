"""Two rows from different sources that may be the same payment."""

from __future__ import annotations

from django.db import models

from config.lib.ownership import OwnedModel, owner
from finance.models.transaction import Transaction


class DuplicateCandidate(OwnedModel):
    class Decision(models.TextChoices):
        OPEN = "open"
        MERGED = "merged"
        KEPT = "kept"

    user = owner()
    # The row that came later, and the one that it may repeat.
    transaction = models.ForeignKey(
        Transaction, on_delete=models.CASCADE, related_name="duplicate_of", db_index=False
    )
    other = models.ForeignKey(Transaction, on_delete=models.CASCADE, related_name="duplicated_by")
    # Similarity 0..100 of the two texts.
    score = models.IntegerField()
    reason = models.CharField(max_length=200)
    decision = models.CharField(max_length=6, choices=Decision, default=Decision.OPEN)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transaction", "other"], name="finance_duplicate_pair")
        ]
        indexes = [models.Index(fields=["user", "decision", "-id"], name="finance_duplicate_listing")]

    def __str__(self) -> str:
        return f"{self.transaction_id}~{self.other_id}"
