"""What the mock banks remember of their customers and of whom they let in; transactions are not among it.

These tables are the banks' own: nothing in them belongs to a user, and a secret is there as its hash only.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class MockCustomer(models.Model):
    """Whose life the banks tell; the four values are all of it (`mockbank.world`)."""

    key = models.CharField(max_length=60)
    seed = models.BigIntegerField(default=1)
    currency = models.CharField(max_length=3)
    start = models.DateField(help_text="The first of the month in which the history begins.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["key"], name="providers_mockcustomer_key"),)

    def __str__(self) -> str:
        return self.key


class MockLogin(models.Model):
    """A customer at one bank.

    `generation` grows when the bank forgets all cursors; `now` is its clock where a test sets one.
    """

    bank = models.CharField(max_length=10)
    customer = models.ForeignKey(MockCustomer, on_delete=models.CASCADE, related_name="logins")
    item_id = models.CharField(max_length=40)
    generation = models.PositiveIntegerField(default=0)
    now = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["bank", "customer"], name="providers_mocklogin_customer"),
            models.UniqueConstraint(fields=["item_id"], name="providers_mocklogin_item"),
        )

    def __str__(self) -> str:
        return f"{self.customer_id} at {self.bank}"


class MockConsent(models.Model):
    """A consent page that somebody is looking at; it is gone once it is answered."""

    request_hash = models.CharField(max_length=64)
    bank = models.CharField(max_length=10)
    redirect_uri = models.CharField(max_length=500)
    state = models.CharField(max_length=500, blank=True, default="")
    expires_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["request_hash"], name="providers_mockconsent_hash"),)
        indexes = (models.Index(fields=["expires_at"], name="providers_mockconsent_expiry"),)

    def __str__(self) -> str:
        return f"{self.bank} until {self.expires_at:%H:%M:%S}"


class MockGrant(models.Model):
    """An approved consent: first a code, exchanged once, then a refresh token until it is revoked."""

    login = models.ForeignKey(MockLogin, on_delete=models.CASCADE, related_name="grants")
    code_hash = models.CharField(max_length=64)
    redirect_uri = models.CharField(max_length=500)
    code_expires_at = models.DateTimeField()
    exchanged_at = models.DateTimeField(null=True, blank=True)
    refresh_hash = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 - unique while there
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["code_hash"], name="providers_mockgrant_code"),
            models.UniqueConstraint(fields=["refresh_hash"], name="providers_mockgrant_refresh"),
        )

    def __str__(self) -> str:
        return f"grant {self.pk}"


class MockToken(models.Model):
    """An access token."""

    grant = models.ForeignKey(MockGrant, on_delete=models.CASCADE, related_name="tokens")
    token_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["token_hash"], name="providers_mocktoken_hash"),)

    def __str__(self) -> str:
        return f"until {self.expires_at:%Y-%m-%d %H:%M:%S}"


class MockFailure(models.Model):
    """Something that a login's next calls get instead of an answer.

    `remaining` None = until it is cleared.
    """

    login = models.ForeignKey(MockLogin, on_delete=models.CASCADE, related_name="failures")
    mode = models.CharField(max_length=20)
    on = models.CharField(max_length=12)
    remaining = models.PositiveIntegerField(null=True, blank=True)
    value = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(on__in=["transactions", "accounts", "token", "any"]),
                name="providers_mockfailure_on",
            ),
        )

    def __str__(self) -> str:
        return f"{self.mode} on {self.on}"
