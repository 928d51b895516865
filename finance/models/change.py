"""What became of a row: one append-only line per changed field."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from config.lib.ownership import OwnedModel, owner
from finance.models.import_batch import ImportBatch
from finance.models.transaction import Transaction


class TransactionChange(OwnedModel):
    """`before` and `after` are JSON values: money and dates as text, references as names.

    A trigger refuses UPDATE always, and DELETE outside a transaction that the erasure service has marked.
    """

    class Origin(models.TextChoices):
        UPLOAD = "upload"
        FILE = "file"
        SYNC = "sync"
        USER = "user"
        RECONCILE = "reconcile"
        UNDO = "undo"

    user = owner()
    transaction = models.ForeignKey(
        Transaction, on_delete=models.CASCADE, related_name="changes", db_index=False
    )
    field = models.CharField(max_length=32)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    origin = models.CharField(max_length=10, choices=Origin)
    # The history outlives a member of staff who once corrected it: the number may point to nobody.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    reason = models.CharField(max_length=500, blank=True, default="")
    import_batch = models.ForeignKey(
        ImportBatch, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["transaction", "-id"], name="finance_change_row"),
            models.Index(
                fields=["user", "import_batch"],
                condition=models.Q(import_batch__isnull=False),
                name="finance_change_import",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.transaction_id}.{self.field}"
