"""Income or expenses of one category in one month."""

from __future__ import annotations

from django.db import models

from analytics.models.fact import Fact, reference
from config.lib.moneyfield import MoneyField
from finance.models import Category


class CategoryMonth(Fact):
    """Of the category that rows and split lines name themselves, null for those without.

    `count` is of rows and lines. `top_count` and `unconverted` count a transaction with several lines in one
    top category once, so that they may be summed over its subcategories. `unconverted` ones have no rate yet:
    they are in no other number, and `largest` and `smallest` are null while there are no others.
    """

    category = reference("finance.Category", null=True)
    kind = models.CharField(max_length=7, choices=Category.Kind)
    total = MoneyField()
    count = models.IntegerField()
    top_count = models.IntegerField()
    largest = MoneyField(null=True, blank=True)
    smallest = MoneyField(null=True, blank=True)
    unconverted = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["user", "period"], name="analytics_categorymonth_month")]

    def __str__(self) -> str:
        return f"{self.period} {self.kind} {self.category_id}"
