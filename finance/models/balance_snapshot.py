"""What a bank said that an account held, day by day."""

from __future__ import annotations

from django.db import models

from config.lib.moneyfield import MoneyField
from config.lib.ownership import OwnedModel, owner
from finance.models.account import Account


class BalanceSnapshot(OwnedModel):
    """The last word of a day of the owner's; what is owed is negative."""

    user = owner()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    date = models.DateField()
    balance = MoneyField()
    available = MoneyField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "account", "date"], name="finance_balancesnapshot_day")
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.date}"
