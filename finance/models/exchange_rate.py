"""Daily exchange rates, shared by all users."""

from __future__ import annotations

from django.db import models


class ExchangeRate(models.Model):
    """One unit of `base` buys `rate` units of `quote` on `date`."""

    base = models.CharField(max_length=3)
    quote = models.CharField(max_length=3)
    date = models.DateField()
    rate = models.DecimalField(max_digits=20, decimal_places=10)
    source = models.CharField(max_length=20)
    updated_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["base", "quote", "date"], name="finance_exchangerate_day"),
            models.CheckConstraint(condition=models.Q(rate__gt=0), name="finance_exchangerate_rate"),
        ]

    def __str__(self) -> str:
        return f"{self.base}/{self.quote} {self.date}"
