"""By how much the rows of one day moved an account."""

from __future__ import annotations

from django.db import models

from analytics.models.fact import Fact, reference
from config.lib.moneyfield import MoneyField


class AccountDay(Fact):
    """`moved` is in the account's currency, as `finance.sql.balances` counts; `count` is of all rows that
    name the account.
    """

    date = models.DateField()
    account = reference("finance.Account")
    moved = MoneyField()
    count = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["user", "period"], name="analytics_accountday_month")]

    def __str__(self) -> str:
        return f"{self.date} {self.account_id}"
