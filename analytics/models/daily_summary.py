"""Income and expenses of one day."""

from __future__ import annotations

from django.db import models

from analytics.models.fact import Fact, reference
from config.lib.moneyfield import MoneyField


class DailySummary(Fact):
    """A day with posted rows. `unconverted` rows have no rate yet: they are in no other number."""

    date = models.DateField()
    income = MoneyField()
    expense = MoneyField()
    income_count = models.IntegerField()
    expense_count = models.IntegerField()
    transfer_count = models.IntegerField()
    unconverted = models.IntegerField()
    # The one that most was spent on; null on a day without such an expense.
    top_category = reference("finance.Category", null=True)

    class Meta:
        verbose_name_plural = "daily summaries"
        constraints = [
            models.UniqueConstraint(fields=["user", "period", "date"], name="analytics_dailysummary_day")
        ]

    def __str__(self) -> str:
        return str(self.date)
