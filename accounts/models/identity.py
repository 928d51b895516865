"""Who a person is at another place, and a sign-in there that is under way."""

from __future__ import annotations

from django.db import models

from accounts.models.user import User
from config.lib import clock
from config.lib.ownership import OwnedModel, owner

PROVIDERS = [choice for choice in User.Provider.choices if choice[0] != User.Provider.LOCAL]


class Identity(OwnedModel):
    """The provider's own id of the person (`sub`, the numeric id), never the address: that may move."""

    user = owner()  # the constraint below leads with it
    provider = models.CharField(max_length=10, choices=PROVIDERS)
    subject = models.CharField(max_length=255)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name_plural = "identities"
        constraints = [
            models.UniqueConstraint(fields=["provider", "subject"], name="accounts_identity_subject"),
            models.UniqueConstraint(fields=["user", "provider"], name="accounts_identity_user"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.subject}"


class OAuthState(models.Model):
    """Good for one callback. Neither the state nor the PKCE verifier can be read from it.

    `binding` is the hash of the cookie of the browser that asked, "" when the page was of another origin.
    """

    state_hash = models.CharField(max_length=64, primary_key=True)
    provider = models.CharField(max_length=10, choices=PROVIDERS)
    binding = models.CharField(max_length=64, blank=True, default="")
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "OAuth state"

    def __str__(self) -> str:
        return f"{self.provider} until {self.expires_at:%H:%M:%S}"
