"""How often somebody tried to sign in: to one account, and from one address."""

from __future__ import annotations

from django.db import models


class LoginThrottle(models.Model):
    """One row per counted thing; `key` is a hash, so the table names neither an account nor an address."""

    key = models.CharField(max_length=64, primary_key=True)
    attempts = models.PositiveIntegerField(default=0)
    strikes = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    blocked_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.attempts} attempts"
