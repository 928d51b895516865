"""Transfers from one account to another in one month."""

from __future__ import annotations

from django.db import models

from analytics.models.fact import Fact, reference
from config.lib.moneyfield import MoneyField


class FlowMonth(Fact):
    """Without a second account where the ledger does not know it. Rows without a rate are in no number."""

    from_account = reference("finance.Account")
    to_account = reference("finance.Account", null=True)
    total = MoneyField()
    count = models.IntegerField()
    last_date = models.DateField()
    last_amount = MoneyField()

    class Meta:
        indexes = [models.Index(fields=["user", "period"], name="analytics_flowmonth_month")]

    def __str__(self) -> str:
        return f"{self.period} {self.from_account_id} {self.to_account_id}"
