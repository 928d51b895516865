"""A bank account, card, wallet or broker of one person."""

from __future__ import annotations

from django.db import models

from config.lib.moneyfield import MoneyField
from config.lib.ownership import OwnedModel


class Account(OwnedModel):
    class Type(models.TextChoices):
        CHECKING = "checking"
        SAVINGS = "savings"
        CREDIT = "credit"
        INVESTMENT = "investment"
        LOAN = "loan"
        CASH = "cash"
        OTHER = "other"

    class TypeSource(models.TextChoices):
        USER = "user"
        GUESS = "guess"
        BANK = "bank"

    name = models.CharField(max_length=120)
    # fold(name): equality of names ignores case, accents and width.
    name_key = models.CharField(max_length=2400)
    # Keys of earlier names, so that a file which still uses one finds this account again.
    former_keys = models.JSONField(default=list)
    official_name = models.CharField(max_length=200, blank=True, default="")
    mask = models.CharField(max_length=16, blank=True, default="")
    type = models.CharField(max_length=12, choices=Type, default=Type.OTHER)
    type_source = models.CharField(max_length=5, choices=TypeSource, default=TypeSource.GUESS)
    subtype = models.CharField(max_length=40, blank=True, default="")
    currency = models.CharField(max_length=3)
    # Balances are signed for every type: money owed is negative.
    opening_balance = MoneyField(default=0)
    current_balance = MoneyField(null=True, blank=True)
    available_balance = MoneyField(null=True, blank=True)
    credit_limit = MoneyField(null=True, blank=True)
    # Of an account that a bank feeds: which link (the ledger knows no more of it) and the bank's own id.
    provider_id = models.CharField(max_length=40, blank=True, default="")
    connection_id = models.BigIntegerField(null=True, blank=True)
    external_id = models.CharField(max_length=255, blank=True, default="")
    last_synced_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "name_key"], name="finance_account_name"),
            models.UniqueConstraint(
                fields=["user", "connection_id", "external_id"],
                condition=models.Q(connection_id__isnull=False),
                name="finance_account_external",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    type__in=["checking", "savings", "credit", "investment", "loan", "cash", "other"]
                ),
                name="finance_account_type",
            ),
        ]

    def __str__(self) -> str:
        return self.name
