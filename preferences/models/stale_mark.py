"""Which months of a person's figures a write has touched since they were last brought up to date."""

from __future__ import annotations

from django.db import models

from config.lib.ownership import OwnedManager, owner


class StaleMark(models.Model):
    """`period` is yyyymm; 0 = everything of the user.

    Only ever appended: there is no unique key, so a writer waits for nobody, and a mark that comes while its
    month is being counted stays for the next time.
    """

    user = owner()
    period = models.IntegerField()

    objects = OwnedManager()

    class Meta:
        indexes = (models.Index(fields=["user", "period"], name="preferences_stalemark_user"),)

    def __str__(self) -> str:
        return f"{self.period or 'everything'}"
