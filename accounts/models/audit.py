"""Who did what, from where, and how it ended."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from config.lib import clock


class AuditEvent(models.Model):
    """Append-only by a trigger; a row goes only with its account. No user: somebody unknown, or erased."""

    class Kind(models.TextChoices):
        REGISTER = "register"
        LOGIN = "login"
        LOGIN_FAILED = "login_failed"
        LOGOUT = "logout"
        REFRESH_REUSE = "refresh_reuse"
        PROFILE = "profile"
        EMAIL_CHANGE = "email_change"
        EMAIL_VERIFIED = "email_verified"
        REAUTHENTICATION_FAILED = "reauthentication_failed"
        PASSWORD_RESET = "password_reset"  # noqa: S105 - a word, no secret
        SESSION_REVOKED = "session_revoked"
        TOKEN_CREATED = "token_created"  # noqa: S105 - a word, no secret
        TOKEN_REVOKED = "token_revoked"  # noqa: S105 - a word, no secret
        IDENTITY_LINKED = "identity_linked"
        PASSWORD_CHANGE = "password_change"  # noqa: S105 - a word, no secret
        DISABLE = "disable"
        ENABLE = "enable"
        RESET = "reset"
        ERASE = "erase"
        BANK_LINKED = "bank_linked"
        BANK_UNLINKED = "bank_unlinked"

    class Result(models.TextChoices):
        OK = "ok"
        REFUSED = "refused"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    # Without `choices`: a new kind would be a migration, and on SQLite remaking the table drops its triggers.
    kind = models.CharField(max_length=32)
    at = models.DateTimeField(default=clock.now)
    ip = models.GenericIPAddressField(null=True, blank=True)
    result = models.CharField(max_length=10, choices=Result, default=Result.OK)
    detail = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["user", "-at"], name="accounts_auditevent_recent")]

    def __str__(self) -> str:
        return f"{self.kind} {self.result}"
