"""Where a person's notifications are posted to."""

from __future__ import annotations

from django.db import models

from config.lib.ownership import OwnedManager, owner


class Webhook(models.Model):
    """The URL never changes, so it is part of what the sealed secret is bound to."""

    user = owner()
    url = models.CharField(max_length=500)
    secret = models.TextField(help_text="Sealed.")
    kinds = models.JSONField(default=list, blank=True, help_text="Kinds of notifications; none = all.")
    created_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    objects = OwnedManager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "url"], name="preferences_webhook_url"),)

    def __str__(self) -> str:
        return self.url
