"""What a client may still hold: counters that move with every write of a person's data."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class DataVersion(models.Model):
    """`ledger` moves with anything that changes a figure or a row, `preferences` with how they are shown."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    ledger = models.BigIntegerField(default=0)
    preferences = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.ledger}.{self.preferences}"
