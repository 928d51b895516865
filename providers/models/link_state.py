"""A visit to a bank's consent page that is under way."""

from __future__ import annotations

from django.db import models

from config.lib.ownership import OwnedManager, owner
from providers.models.connection import Connection


class LinkState(models.Model):
    """Good for one callback of the person who began; the state itself cannot be read from it.

    `connection` is the one that is linked anew, None for a new one.
    """

    user = owner(indexed=True)
    state_hash = models.CharField(max_length=64)
    provider_id = models.CharField(max_length=40)
    connection = models.ForeignKey(
        Connection, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    redirect_uri = models.CharField(max_length=500)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedManager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["state_hash"], name="providers_linkstate_hash"),)
        indexes = (models.Index(fields=["expires_at"], name="providers_linkstate_expiry"),)

    def __str__(self) -> str:
        return f"{self.provider_id} until {self.expires_at:%H:%M:%S}"
