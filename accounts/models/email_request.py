"""Somebody asked for a mail with a link."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from config.lib import clock


class EmailRequest(models.Model):
    """Kept for any address alike; a job then finds out whose it is, and sends or drops it.

    `token_hash` is "" until the mail is queued. `newcomer` is who wants to register, with the hash of their
    password: an account exists only once its address is verified.
    """

    class Purpose(models.TextChoices):
        REGISTER = "register"
        RESET = "reset"
        VERIFY = "verify"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    purpose = models.CharField(max_length=10, choices=Purpose)
    email = models.EmailField(max_length=254, db_index=True)
    newcomer = models.JSONField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, blank=True, default="")
    asked_at = models.DateTimeField(default=clock.now, editable=False, db_index=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["token_hash"],
                condition=models.Q(token_hash__gt=""),
                name="accounts_emailrequest_token",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"
