"""A sign-in on one device and the refresh tokens that prolong it."""

from __future__ import annotations

import uuid

from django.db import models

from config.lib import clock
from config.lib.ownership import OwnedModel, owner


class Session(OwnedModel):
    """One family of tokens. Every request looks here, so a row that is revoked or gone ends access at once.

    `password_mark` is the user's session hash at the sign-in: a password that changes by whatever door (the
    API, the admin, a command) ends the session, as it ends Django's own cookie sessions.
    """

    class End(models.TextChoices):
        LOGOUT = "logout"
        REUSE = "reuse"
        DISABLED = "disabled"
        REVOKED = "revoked"
        PASSWORD = "password"  # noqa: S105 - a word, no secret

    user = owner()  # the index below leads with it
    family = models.UUIDField(default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    last_used_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_for = models.CharField(max_length=10, choices=End, blank=True, default="")
    password_mark = models.CharField(max_length=64)
    ip = models.GenericIPAddressField(null=True, blank=True)
    user_agent = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["family"], name="accounts_session_family")]
        indexes = [models.Index(fields=["user", "-last_used_at"], name="accounts_session_recent")]

    def __str__(self) -> str:
        return f"session {self.pk}"


class RefreshToken(OwnedModel):
    """Known only by the SHA-256 of its `jti`: who reads this table cannot refresh with it."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="refresh_tokens")
    token_hash = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token_hash"], name="accounts_refreshtoken_hash")]

    def __str__(self) -> str:
        return f"refresh token {self.pk}"
