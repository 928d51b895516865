"""A key that a person gave to a program."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from config.lib import clock
from config.lib.ownership import OwnedModel, owner


class ApiToken(OwnedModel):
    """Known by the SHA-256 of its text; `hint` is the beginning, enough to tell one's own tokens apart.

    `scopes` are words with a space between. `password_mark` is as in `Session`: a new password, by whatever
    door, ends every token too, since who made it may have been who knew the old one.
    """

    user = owner()  # the index below leads with it
    name = models.CharField(max_length=120)
    hint = models.CharField(max_length=12)
    token_hash = models.CharField(max_length=64)
    scopes = models.CharField(max_length=20)
    password_mark = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], name="accounts_apitoken_hash"),
            models.CheckConstraint(
                condition=Q(scopes__in=["read", "write", "read write"]), name="accounts_apitoken_scopes"
            ),
        ]
        indexes = [models.Index(fields=["user", "-created_at"], name="accounts_apitoken_recent")]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"
