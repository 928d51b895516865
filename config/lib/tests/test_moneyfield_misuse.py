"""What would mix units with money: refused by Django, or right."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db.models import Avg, Case, F, Q, StdDev, Sum, Value, When
from django.db.models.functions import Coalesce

from config.lib.money import MoneyError
from config.lib.moneyfield import money
from config.lib.tests.coin import Coin

D = Decimal


@pytest.fixture
def pair(coins: type[Coin]) -> list[Coin]:
    return coins.objects.bulk_create([coins(name="a", value=D(1)), coins(name="b", value=D(2))])


@pytest.mark.parametrize(
    "expression",
    [
        F("value") + D(1),
        F("value") + 1,
        F("value") - Value(1),
        F("value") / 2,
        F("value") / F("value"),
        F("value") % 2,
        F("value") * D("1.1"),
        F("value") * F("weight"),
        F("value") * F("value"),
        F("value") + F("weight"),
        F("value") + F("count"),
        Coalesce(Sum("value"), D(0)),
        Coalesce("value", 0),
        Case(When(name="a", then=F("value")), default=Value(0)),
        Case(When(name="a", then=F("value")), default=D(0)),
    ],
)
def test_arithmetic_that_nobody_registered_is_refused(pair: list[Coin], expression: Any) -> None:
    with pytest.raises(FieldError):
        list(Coin.objects.annotate(answer=expression).values_list("answer"))


@pytest.mark.parametrize(
    "condition",
    [
        Q(value__lt=F("weight")),
        Q(value=F("count")),
        Q(value__gte=Value(1)),
        Q(value__gt=Value(D(1))),
        Q(value__lte=F("count") * 2),
        Q(value__in=Coin.objects.values("count")),
    ],
)
def test_comparing_units_with_other_numbers_is_refused(pair: list[Coin], condition: Q) -> None:
    with pytest.raises(FieldError, match="Money compares with money only"):
        Coin.objects.filter(condition).exists()


@pytest.mark.parametrize("literal", ["1.5", 2, D("-0.5")])
def test_comparing_with_a_literal_is_right(pair: list[Coin], literal: Any) -> None:
    assert Coin.objects.filter(value__gt=money(literal)).count() == sum(
        coin.value > D(literal) for coin in pair
    )


def test_an_average_is_right_and_rounded_half_even_to_a_unit(pair: list[Coin]) -> None:
    assert Coin.objects.aggregate(mean=Avg("value"))["mean"] == D("1.5")
    Coin.objects.filter(name="b").update(value=D("1.0001"))
    assert Coin.objects.aggregate(mean=Avg("value"))["mean"] == D(1)
    Coin.objects.filter(name="b").update(value=D("1.0003"))
    assert Coin.objects.aggregate(mean=Avg("value"))["mean"] == D("1.0002")


def test_a_standard_deviation_is_right(pair: list[Coin]) -> None:
    assert float(Coin.objects.aggregate(spread=StdDev("value"))["spread"]) == pytest.approx(0.5)


@pytest.mark.parametrize("literal", [0.5, True, "1e3", D("NaN"), D(10) ** 15, "1.00001"])
def test_a_literal_is_as_strict_as_the_parser(literal: Any) -> None:
    with pytest.raises(MoneyError):
        money(literal)
