"""One person's consent at one bank."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from config.lib.ownership import OwnedManager, owner


class Connection(models.Model):
    """Unlinked it stays, without its tokens, so that the history keeps its place and the same bank linked
    again continues it.

    `item_id` is the bank's own name of the consent. `cursor` is where the next page begins, "" = from the
    beginning; `epoch` grows whenever somebody rewinds it: pages that were read under an older one are not
    written.
    """

    class Status(models.TextChoices):
        ACTIVE = "active"
        SYNCING = "syncing"
        NEEDS_REAUTH = "needs_reauth"
        ERROR = "error"
        DISCONNECTED = "disconnected"

    user = owner()  # the constraint below leads with it
    provider_id = models.CharField(max_length=40)
    item_id = models.CharField(max_length=200)
    institution = models.CharField(max_length=200, blank=True, default="")
    status = models.CharField(max_length=12, choices=Status, default=Status.ACTIVE)
    access_token = models.TextField(blank=True, default="", help_text="Sealed.")
    refresh_token = models.TextField(blank=True, default="", help_text="Sealed.")
    token_expires_at = models.DateTimeField(null=True, blank=True)
    # The bank's ids of accounts that the owner has unlinked: they and their rows are passed over.
    unlinked = models.JSONField(default=list, blank=True)
    cursor = models.TextField(blank=True, default="")
    epoch = models.PositiveIntegerField(default=0)
    last_synced_at = models.DateTimeField(null=True, blank=True)
    next_sync_at = models.DateTimeField(null=True, blank=True, help_text="Empty: not by itself.")
    failures = models.PositiveSmallIntegerField(default=0, help_text="Failed runs in a row.")
    last_error_class = models.CharField(max_length=60, blank=True, default="")
    last_error = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField()
    disconnected_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user", "provider_id", "item_id"], name="providers_connection_item"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["active", "syncing", "needs_reauth", "error", "disconnected"]),
                name="providers_connection_status",
            ),
            models.CheckConstraint(
                condition=~Q(status="disconnected")
                | Q(access_token="", refresh_token="", next_sync_at__isnull=True),
                name="providers_connection_forgotten",
            ),
        )
        indexes = (
            models.Index(
                fields=["next_sync_at", "id"],
                condition=Q(next_sync_at__isnull=False),
                name="providers_connection_due",
            ),
            models.Index(fields=["provider_id", "item_id"], name="providers_connection_webhook"),
        )

    def __str__(self) -> str:
        return f"{self.institution or self.provider_id} {self.pk}"
