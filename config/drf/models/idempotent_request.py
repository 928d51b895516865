"""The stored answer of a request that a client may repeat."""

from __future__ import annotations

from django.db import models

from config.lib.ownership import OwnedModel


class IdempotentRequest(OwnedModel):
    """Lives as long as the key is kept; written in the transaction of the effect that it answers for."""

    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    content_type = models.CharField(max_length=100)
    body = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="kit_idempotentrequest_key"),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.created_at:%Y-%m-%d %H:%M}"
