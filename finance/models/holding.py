"""What a person owns at a broker, as the bank last told it."""

from __future__ import annotations

from django.db import models

from config.lib.moneyfield import MoneyField
from config.lib.ownership import OwnedModel, owner
from finance.models.account import Account


class Holding(OwnedModel):
    """One security in one account. Quantities and prices of a unit are no money: they have more decimals.

    `external_id` names the security within the account; `value` and `cost_basis` are of the whole holding.
    """

    user = owner()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    external_id = models.CharField(max_length=255)
    name = models.CharField(max_length=200)
    ticker = models.CharField(max_length=32, blank=True, default="")
    isin = models.CharField(max_length=12, blank=True, default="")
    type = models.CharField(max_length=40, blank=True, default="")
    currency = models.CharField(max_length=3)
    quantity = models.DecimalField(max_digits=28, decimal_places=12)
    price = models.DecimalField(max_digits=28, decimal_places=12, null=True, blank=True)
    value = MoneyField(null=True, blank=True)
    cost_basis = MoneyField(null=True, blank=True)
    close_price = models.DecimalField(max_digits=28, decimal_places=12, null=True, blank=True)
    close_price_date = models.DateField(null=True, blank=True)
    as_of = models.DateField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "account", "external_id"], name="finance_holding_security"
            )
        ]

    def __str__(self) -> str:
        return self.ticker or self.name
