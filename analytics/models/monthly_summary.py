"""Income, expenses and transfers of one month."""

from __future__ import annotations

from django.db import models

from analytics.models.fact import Fact
from config.lib.moneyfield import MoneyField


class MonthlySummary(Fact):
    """A month with posted rows.

    The four kinds of income add up to the total, essential and discretionary expenses to theirs. Transfers
    know neither excluded accounts nor an earning start; `transfers_in` are those whose second account is
    known. `net_investment` is positive when money goes into investment accounts. `unconverted` rows have no
    rate yet: they are in no other number.
    """

    year = models.IntegerField()
    month = models.IntegerField()
    total_income = MoneyField()
    total_expense = MoneyField()
    savings = MoneyField()
    salary_income = MoneyField()
    bonus_income = MoneyField()
    investment_income = MoneyField()
    other_income = MoneyField()
    essential_expense = MoneyField()
    discretionary_expense = MoneyField()
    tax_paid = MoneyField()
    income_count = models.IntegerField()
    expense_count = models.IntegerField()
    transfers_out = MoneyField()
    transfers_in = MoneyField()
    net_investment = MoneyField()
    transfer_count = models.IntegerField()
    unconverted = models.IntegerField()
    # Both the instant of the calculation: a month is made anew, not changed.
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "monthly summaries"
        constraints = [
            models.UniqueConstraint(fields=["user", "period"], name="analytics_monthlysummary_month")
        ]

    def __str__(self) -> str:
        return str(self.period)
