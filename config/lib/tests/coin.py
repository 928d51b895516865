"""A table that only these tests have, in a registry of its own: nobody who walks the models meets it."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.apps.registry import Apps
from django.db import models
from django.db.models import F, Q

from config.lib.moneyfield import MoneyField


class Coin(models.Model):  # noqa: DJ008 - nobody looks at it
    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=20)
    value = MoneyField()
    fee = MoneyField(null=True, blank=True)
    spare = MoneyField(blank=True, db_default=Decimal("0.25"))
    count = models.IntegerField(default=1)
    weight = models.DecimalField(max_digits=28, decimal_places=12, default=Decimal(1))
    flipped = models.GeneratedField(expression=-F("value"), output_field=MoneyField(), db_persist=True)

    objects: ClassVar[models.Manager[Coin]] = models.Manager()

    class Meta:
        apps = Apps()
        app_label = "lib"
        constraints = [
            models.CheckConstraint(name="lib_coin_value_floor", condition=Q(value__gte=Decimal(-(10**14))))
        ]
