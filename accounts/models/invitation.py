"""A way in while registration is by invitation."""

from __future__ import annotations

from django.db import models

from config.lib import clock


class Invitation(models.Model):
    """Good for one registration, of anybody or of one address; the row goes with its use."""

    code_hash = models.CharField(max_length=64)
    email = models.EmailField(max_length=254, blank=True, default="")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code_hash"], name="accounts_invitation_code")]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
