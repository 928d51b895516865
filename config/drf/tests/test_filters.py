"""Filters of ordinary lists."""

from __future__ import annotations

from typing import Any

import pytest
from django.forms import ValidationError
from rest_framework.test import APIClient

from accounts.models import User
from config.drf.filters import Flag, StrictFilterSet, ValueField, ValueFilter, filter_schema
from config.drf.tests.urls import add_ticket
from finance.models import Account


def test_rows_that_match(ana: User, ana_api: APIClient) -> None:
    for n in range(4):
        add_ticket(ana, f"k{n}", n)
    body = ana_api.get(f"/api/tickets?status=2&user={ana.pk}").json()
    assert ([row["key"] for row in body["data"]], body["total"]) == (["k2"], 1)


def test_a_foreign_key_names_nobody_elses_rows(ben: User, ana_api: APIClient) -> None:
    add_ticket(ben, "b")
    assert ana_api.get(f"/api/tickets?user={ben.pk}").json()["total"] == 0


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("status=x", "Must be a whole number"),
        ("status=1_000", "Must be a whole number"),
        ("status=٣", "Must be a whole number"),
        ("status=1.5", "Must be a whole number"),
        ("status=99999999999999999999", "Must be a whole number"),
        ("status=", "Must not be empty"),
        ("status=1&status=1", "Given more than once"),
        ("user=0", "Must be an id: a whole number above 0"),
        ("user=99999999999999999999", "Must be an id: a whole number above 0"),
    ],
)
def test_an_odd_value(ana_api: APIClient, query: str, message: str) -> None:
    response = ana_api.get(f"/api/tickets?{query}")
    assert (response.status_code, response.json()["errors"]) == (400, {query.partition("=")[0]: [message]})


def test_an_unknown_filter(ana_api: APIClient) -> None:
    assert ana_api.get("/api/tickets?state=2").json()["errors"] == {"state": ["Unknown field"]}


@pytest.mark.parametrize(("text", "value"), [("true", True), ("False", False), ("1", True), ("0", False)])
def test_booleans(text: str, value: bool) -> None:
    assert ValueField(kind=Flag, required=False).clean(text) is value


def test_a_boolean_that_is_none() -> None:
    with pytest.raises(ValidationError, match="Must be true or false"):
        ValueField(kind=Flag, required=False).clean("maybe")


def test_money_goes_through_its_parser() -> None:
    class Filter(StrictFilterSet):
        class Meta:
            model = Account
            fields = ("opening_balance",)

    form: Any = Filter({"opening_balance": "1e30"}, queryset=Account.objects.all())
    assert form.errors == {"opening_balance": ["Not a number"]}
    assert filter_schema(ValueFilter(kind=Flag)) == {"type": "boolean"}


def test_schemas_of_parameters() -> None:
    class Filter(StrictFilterSet):
        class Meta:
            model = Account
            fields = ("type", "currency", "is_active", "opening_balance")

    schemas = {name: filter_schema(each) for name, each in Filter.base_filters.items()}
    assert schemas["is_active"] == {"type": "boolean"}
    assert schemas["currency"] == {"type": "string", "maxLength": 200}
    assert schemas["type"] == {"type": "string", "enum": Account.Type.values}
    assert [kind["type"] for kind in schemas["opening_balance"]["oneOf"]] == ["number", "string"]
