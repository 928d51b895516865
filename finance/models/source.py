"""Where rows come from; a row's identity holds within its source."""

from __future__ import annotations

from django.db import models

from config.lib.ownership import OwnedModel


class Source(OwnedModel):
    class Kind(models.TextChoices):
        MANUAL = "manual"
        UPLOAD = "upload"
        FILE = "file"
        BANK = "bank"

    kind = models.CharField(max_length=10, choices=Kind)
    # The file name of an upload, the preset or account of an imported file, `connection:<id>` of a bank link,
    # empty for manual entry.
    name = models.CharField(max_length=255, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind", "name"], name="finance_source_name")]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}".strip()
