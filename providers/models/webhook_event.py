"""What a provider told us by webhook: one row for equal bodies, however often they come."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from config.lib.ownership import OwnedManager


class WebhookEvent(models.Model):
    """Only deliveries whose signature held. The body is not kept: what it asks for is in the columns.

    `user` is None when nobody has the item, or when two people have it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    provider_id = models.CharField(max_length=40)
    body_hash = models.CharField(max_length=64)
    item_id = models.CharField(max_length=200, blank=True, default="")
    kind = models.CharField(max_length=60, blank=True, default="")
    code = models.CharField(max_length=60, blank=True, default="")
    # A provider says the same words of each update: an equal body is news again.
    deliveries = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["provider_id", "body_hash"], name="providers_webhookevent_body"),
        )
        indexes = (models.Index(fields=["received_at"], name="providers_webhookevent_age"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.code} {self.pk}".strip()
