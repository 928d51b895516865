"""Every way of asking for money that the product uses, on whichever database DATABASE_URL names."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Case, Count, F, Max, Min, OuterRef, Q, Subquery, Sum, When, Window
from django.db.models.functions import Abs, Coalesce, Greatest, Lag, Least

from config.lib.moneyfield import MoneyField, money
from config.lib.tests.coin import Coin

D = Decimal


@pytest.fixture
def three(coins: type[Coin]) -> list[Coin]:
    rows = [
        coins(name="a", value=D("1.50"), fee=D("0.10"), count=2),
        coins(name="b", value=D("0.10"), fee=None, count=3),
        coins(name="b", value=D("-7.0001"), fee=D(2), count=1),
    ]
    return coins.objects.bulk_create(rows)


def exactly(value: Any, expected: str) -> bool:
    return isinstance(value, D) and value == D(expected)


@pytest.mark.parametrize(
    "amount",
    [
        "0",
        "0.0001",
        "-0.0001",
        "9999999999999.9999",
        "-12345678901234.5678",
        "99999999999999.9999",
        "100000000000000",
    ],
)
def test_a_value_comes_back_as_it_was(coins: type[Coin], amount: str) -> None:
    coin = coins.objects.create(name="x", value=D(amount))
    coin.refresh_from_db()
    assert exactly(coin.value, amount)
    assert coins.objects.filter(value=D(amount)).count() == 1


def test_the_column_counts_ten_thousandths(coins: type[Coin]) -> None:
    coins.objects.create(name="x", value=D("1.5"), fee=D("-0.0001"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT value, fee, spare, flipped FROM lib_coin")
        assert cursor.fetchone() == (15000, -1, 2500, -15000)


def test_m1_a_sum_of_many_tenths_is_exact(coins: type[Coin]) -> None:
    coins.objects.bulk_create([coins(name="t", value=D("0.1")) for _ in range(10_000)])
    groups = coins.objects.values("name").annotate(total=Sum("value"))
    assert exactly(groups.get()["total"], "1000")
    assert groups.filter(total=D(1000)).count() == 1


def test_m2_a_fifth_decimal_is_refused_rather_than_rounded_by_the_database(coins: type[Coin]) -> None:
    for amount in (D("1.00005"), D("0.99999")):
        with pytest.raises(ValidationError, match="at most 4 decimals"), transaction.atomic():
            coins.objects.create(name="x", value=amount)
    assert coins.objects.create(name="x", value=D("1.005")).value == D("1.005")
    assert coins.objects.filter(value=D("1.005")).exists()
    assert coins.objects.count() == 1


@pytest.mark.parametrize(
    "amount",
    [
        D("NaN"),
        D("sNaN"),
        D("Infinity"),
        D("1e30"),
        D("-1e15"),
        D("100000000000000.0001"),
        1.5,
        True,
        "1e3",
        "1_0",
        b"1",
    ],
)
def test_what_is_no_amount_never_reaches_the_database(coins: type[Coin], amount: Any) -> None:
    with pytest.raises(ValidationError), transaction.atomic():
        coins.objects.create(name="x", value=amount)
    with pytest.raises(ValidationError):
        coins.objects.filter(value__gt=amount).exists()
    with pytest.raises(ValidationError):
        Coin._meta.get_field("value").clean(amount, None)
    assert coins.objects.count() == 0


def test_texts_and_integers_are_amounts_too(coins: type[Coin]) -> None:
    coins.objects.create(name="x", value="12345678901.25", fee=3)
    assert (
        coins.objects.filter(value="12345678901.25", fee__in=["3", 4], spare__range=(0, "0.2500")).count()
        == 1
    )


def test_a_sum_at_the_limit_of_a_user_does_not_overflow(coins: type[Coin]) -> None:
    coins.objects.bulk_create([coins(name="t", value=D(10) ** 9) for _ in range(1000)])
    coins.objects.bulk_create([coins(name="t", value=D(10) ** 13 - D(10) ** 11) for _ in range(10)])
    assert exactly(coins.objects.aggregate(total=Sum("value"))["total"], "100000000000000")


def test_aggregates_come_back_as_decimal(three: list[Coin]) -> None:
    found = Coin.objects.aggregate(
        total=Sum("value"),
        some=Sum("value", filter=Q(name="b")),
        none=Sum("value", filter=Q(name="z")),
        zero=Sum("value", filter=Q(name="z"), default=D(0)),
        low=Min("value"),
        high=Max("value"),
        fees=Count("fee"),
    )
    assert {key: value for key, value in found.items() if key != "none"} == {
        "total": D("-5.4001"),
        "some": D("-6.9001"),
        "zero": D(0),
        "low": D("-7.0001"),
        "high": D("1.5"),
        "fees": 2,
    }
    assert found["none"] is None
    assert isinstance(found["total"], D)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (F("value") + F("fee"), ["1.6", None, "-5.0001"]),
        (F("value") - F("fee"), ["1.4", None, "-9.0001"]),
        (-F("value"), ["-1.5", "-0.1", "7.0001"]),
        (F("value") * F("count"), ["3", "0.3", "-7.0001"]),
        (F("count") * F("value"), ["3", "0.3", "-7.0001"]),
        (F("value") * 3, ["4.5", "0.3", "-21.0003"]),
        (F("value") + money("0.25"), ["1.75", "0.35", "-6.7501"]),
        (money(10) - F("value"), ["8.5", "9.9", "17.0001"]),
        (Coalesce("fee", money(5)), ["0.1", "5", "2"]),
        (Coalesce("fee", "value"), ["0.1", "0.1", "2"]),
        (Case(When(name="a", then=F("value")), default=money(0)), ["1.5", "0", "0"]),
        (Abs("value"), ["1.5", "0.1", "7.0001"]),
        (Greatest("value", money("0.2")), ["1.5", "0.2", "0.2"]),
        (Least("value", money("0.2")), ["0.2", "0.1", "-7.0001"]),
        (F("flipped"), ["-1.5", "-0.1", "7.0001"]),
        (Window(Sum("value"), order_by=F("id").asc()), ["1.5", "1.6", "-5.4001"]),
        (Window(Lag("value"), order_by=F("id").asc()), [None, "1.5", "0.1"]),
        (Subquery(Coin.objects.filter(id=OuterRef("id")).values("fee")), ["0.1", None, "2"]),
        (
            F("value") + Subquery(Coin.objects.filter(id=OuterRef("id")).values("spare")),
            ["1.75", "0.35", "-6.7501"],
        ),
    ],
)
def test_expressions_come_back_as_decimal(
    three: list[Coin], expression: Any, expected: list[str | None]
) -> None:
    found = Coin.objects.annotate(answer=expression).order_by("id").values_list("answer", flat=True)
    assert list(found) == [None if text is None else D(text) for text in expected]
    assert all(value is None or isinstance(value, D) for value in found)


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        (Q(value=D("0.1")), ["b"]),
        (Q(value__gt=D("0.1")), ["a"]),
        (Q(value__gte="0.1000"), ["a", "b"]),
        (Q(value__lt=0), ["b"]),
        (Q(value__lte=F("fee")), ["b"]),
        (Q(value__in=[D("1.5"), D("-7.0001")]), ["a", "b"]),
        (Q(value__in=Coin.objects.filter(name="a").values("value")), ["a"]),
        (Q(value=Subquery(Coin.objects.filter(name="a").values("value"))), ["a"]),
        (Q(value__range=(D("0.1"), D("1.5"))), ["a", "b"]),
        (Q(value__gt=F("fee") + money("1.3999")), ["a"]),
        (Q(fee__isnull=True), ["b"]),
        (Q(fee=None), ["b"]),
    ],
)
def test_comparisons_are_by_value(three: list[Coin], condition: Q, names: list[str]) -> None:
    assert sorted(Coin.objects.filter(condition).values_list("name", flat=True)) == names


def test_groups_are_filtered_and_sorted_by_their_sum(three: list[Coin]) -> None:
    groups = Coin.objects.values("name").annotate(total=Sum("value")).order_by("total")
    assert list(groups.values_list("name", "total")) == [("b", D("-6.9001")), ("a", D("1.5"))]
    assert list(groups.filter(total__gte=D("1.5")).values_list("name", flat=True)) == ["a"]


def test_update_by_expression(three: list[Coin]) -> None:
    Coin.objects.update(value=F("value") + money("0.0001"), fee=D("9.99"))
    Coin.objects.filter(name="a").update(value=F("value") - money("0.5"))
    assert list(Coin.objects.order_by("id").values_list("value", flat=True)) == [
        D("1.0001"),
        D("0.1001"),
        D(-7),
    ]
    assert set(Coin.objects.values_list("fee", flat=True)) == {D("9.99")}


def test_bulk_update_and_upsert(three: list[Coin]) -> None:
    for number, coin in enumerate(three):
        coin.value = D(number) / 8
    Coin.objects.bulk_update(three, ["value"])
    assert list(Coin.objects.order_by("id").values_list("value", flat=True)) == [D(0), D("0.125"), D("0.25")]
    again = [Coin(id=coin.id, name=coin.name, value=D("77.7")) for coin in three]
    Coin.objects.bulk_create(again, update_conflicts=True, unique_fields=["id"], update_fields=["value"])
    assert Coin.objects.filter(value=D("77.7")).count() == 3


def test_union_and_raw_rows_keep_the_type(three: list[Coin]) -> None:
    values = Coin.objects.filter(name="a").values_list("value", flat=True)
    fees = Coin.objects.filter(name="a").values_list("fee", flat=True)
    assert sorted(values.union(fees)) == [D("0.1"), D("1.5")]
    assert [coin.value for coin in Coin.objects.raw("SELECT * FROM lib_coin WHERE name = 'a'")] == [D("1.5")]


@pytest.mark.parametrize(("form", "module"), [("json", "python"), ("xml", "xml_serializer")])
def test_dumped_rows_load_again(
    three: list[Coin], form: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_coins = SimpleNamespace(get_model=lambda name: {"lib.coin": Coin}[name])
    monkeypatch.setattr(f"django.core.serializers.{module}.apps", only_coins)
    Coin.objects.filter(name="a").update(value=D("-99999999999999.9999"))
    columns = ("id", "name", "value", "fee", "spare", "flipped")
    before = list(Coin.objects.order_by("id").values_list(*columns))
    text = serializers.serialize(form, Coin.objects.order_by("id"))
    Coin.objects.all().delete()
    for loaded in serializers.deserialize(form, text):
        loaded.save()
    assert list(Coin.objects.order_by("id").values_list(*columns)) == before


def test_a_form_asks_for_a_decimal_and_refuses_a_fifth(coins: type[Coin]) -> None:
    field = Coin._meta.get_field("value").formfield()
    assert field is not None
    assert field.clean("12.3456") == D("12.3456")
    with pytest.raises(ValidationError, match="4 decimal places"):
        field.clean("12.34567")


def test_migrations_describe_it_without_surprises() -> None:
    _name, path, args, kwargs = MoneyField(null=True, db_index=True).deconstruct()
    assert (path, args, kwargs) == ("config.lib.moneyfield.MoneyField", [], {"null": True, "db_index": True})
    assert Coin._meta.get_field("value").db_type(connection) == "bigint"


def test_full_clean_checks_range_and_constraint(coins: type[Coin]) -> None:
    Coin(name="x", value=D(3)).full_clean(exclude=["flipped"])
    with pytest.raises(ValidationError, match="out of range"):
        Coin(name="x", value=D(10) ** 15).full_clean()
