"""What a person wants otherwise than by default."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from config.lib import clock
from config.lib.ownership import OwnedManager


class StoredPreferences(models.Model):
    """`chosen` maps names of `Preferences` to JSON values (decimals and dates as strings).

    What equals the default is not there: it follows the default of a later version.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    chosen = models.JSONField(default=dict)
    # The base currency that a reset goes back to.
    first_currency = models.CharField(max_length=3)
    created_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)

    objects = OwnedManager()

    class Meta:
        db_table = "preferences_preferences"
        verbose_name = "preferences"
        verbose_name_plural = "preferences"

    def __str__(self) -> str:
        return f"{len(self.chosen)} chosen"
