"""A token that the bank has yet to be told to forget."""

from __future__ import annotations

import uuid

from django.db import models


class Revocation(models.Model):
    """It outlives the connection and its owner, knows neither, and goes when the bank has heard it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider_id = models.CharField(max_length=40)
    access_token = models.TextField(help_text="Sealed.")
    created_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["created_at"], name="providers_revocation_created"),)

    def __str__(self) -> str:
        return f"{self.provider_id} {self.pk}"
