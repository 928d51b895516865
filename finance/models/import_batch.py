"""One file or upload that entered the ledger, and what it did, so that it can be undone."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from config.lib.ownership import OwnedModel
from finance.models.source import Source


class ImportBatch(OwnedModel):
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", db_index=False)
    format = models.CharField(max_length=10)
    file_name = models.CharField(max_length=255)
    file_hash = models.CharField(max_length=64, blank=True, default="")
    # True for the live import that owns its hash; a forced repeat does not claim it again.
    claims_hash = models.BooleanField(default=False)
    rows_in_file = models.IntegerField(default=0)
    inserted = models.IntegerField(default=0)
    updated = models.IntegerField(default=0)
    deleted = models.IntegerField(default=0)
    unchanged = models.IntegerField(default=0)
    merged_legs = models.IntegerField(default=0)
    span_start = models.DateField(null=True, blank=True)
    span_end = models.DateField(null=True, blank=True)
    # Parts of a large upload that have arrived: {"<index>": stats}; complete when there are part_count.
    parts = models.JSONField(default=dict)
    part_count = models.IntegerField(default=1)
    is_complete = models.BooleanField(default=True)
    # Ids of all rows that the file contained, as [first, last] ranges: `last_seen_at` without rewriting rows.
    seen = models.JSONField(default=list)
    # Ids of accounts, categories and tags that came into being with it.
    created_names = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "file_hash"], condition=Q(claims_hash=True), name="finance_importbatch_hash"
            )
        ]
        indexes = [models.Index(fields=["user", "-id"], name="finance_importbatch_listing")]

    def __str__(self) -> str:
        return f"{self.file_name} {self.pk}"


class ImportPreset(OwnedModel):
    """A saved way to read one bank's CSV files."""

    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=2400)
    mapping = models.JSONField()
    account_name = models.CharField(max_length=120, blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "name_key"], name="finance_importpreset_name")]

    def __str__(self) -> str:
        return self.name
