"""Expenses with one merchant, in one category and month."""

from __future__ import annotations

from django.db import models

from analytics.models.fact import Fact, reference
from config.lib.moneyfield import MoneyField


class MerchantMonth(Fact):
    """`payee` is the merchant's cleaned name. A refund counts as an expense of negative amount."""

    payee = models.CharField(max_length=200)
    category = reference("finance.Category", null=True)
    total = MoneyField()
    count = models.IntegerField()
    first_date = models.DateField()
    last_date = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["user", "period"], name="analytics_merchantmonth_month")]

    def __str__(self) -> str:
        return f"{self.period} {self.payee}"
