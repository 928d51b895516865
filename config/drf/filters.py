"""django-filter for ordinary model lists, made strict: a wrong, empty or repeated parameter is 400.

    class AccountFilter(StrictFilterSet):
        provider = ValueFilter(kind=Name, field_name="connection__provider_id")   # kind: of config.drf.values
        class Meta:
            model = Account
            fields = ("type", "is_active")

    class AccountViewSet(OwnedViewSet): filters = AccountFilter

Unknown parameters are refused by the struct that reads the rest of the query string
(`read_query(request, Struct, also=AccountFilter.names())`).
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.forms import Field, ValidationError
from django_filters import ChoiceFilter, Filter, FilterSet
from rest_framework.request import Request

from config.drf.scalars import parse_boolean, parse_id_text, parse_whole
from config.drf.values import Day, SearchText, SignedAmount, value_type
from config.lib.errors import Invalid
from config.lib.moneyfield import MoneyField

Flag = value_type("Flag", bool, parse_boolean, type="boolean")
Whole = value_type("Whole", int, parse_whole, type="integer")
Id = value_type("Id", int, parse_id_text, type="integer", minimum=1)


class ValueField(Field):
    """A form field that reads as a field of a struct does."""

    def __init__(self, *, kind: Any, **options: Any) -> None:
        super().__init__(**options)
        self.kind = kind

    def to_python(self, value: Any) -> Any:
        if value is None:
            return None
        try:
            return self.kind.parse(value)
        except ValueError as problem:
            raise ValidationError(str(problem)) from None


class ValueFilter(Filter):
    field_class = ValueField


def _reads(kind: Any) -> dict[str, Any]:
    return {"filter_class": ValueFilter, "extra": lambda _: {"kind": kind}}


class StrictFilterSet(FilterSet):
    # django-filter's own fields take `1_000`, full-width digits and 20-digit keys, and drop a wrong boolean.
    FILTER_DEFAULTS = {
        models.BooleanField: _reads(Flag),
        models.IntegerField: _reads(Whole),
        models.AutoField: _reads(Id),
        models.BigAutoField: _reads(Id),
        models.ForeignKey: _reads(Id),
        models.DateField: _reads(Day),
        models.CharField: _reads(SearchText),
        models.TextField: _reads(SearchText),
        MoneyField: _reads(SignedAmount),
    }

    @classmethod
    def names(cls) -> frozenset[str]:
        """The parameters that this set reads."""
        return frozenset(cls.base_filters)

    @classmethod
    def apply(cls, request: Request, rows: models.QuerySet[Any, Any]) -> models.QuerySet[Any, Any]:
        """The rows that match; `Invalid` with the errors of every parameter."""
        own = {name: values for name, values in request.query_params.lists() if name in cls.names()}
        wrong = {name: ["Given more than once"] for name, values in own.items() if len(values) > 1}
        wrong |= {name: ["Must not be empty"] for name, values in own.items() if "" in values}
        filters = cls(request.query_params, queryset=rows, request=request)
        wrong = {name: list(found) for name, found in filters.errors.items()} | wrong
        if wrong:
            raise Invalid(errors=wrong)
        found: models.QuerySet[Any, Any] = filters.qs
        return found


def filter_schema(each: Filter) -> dict[str, Any]:
    """The JSON schema of a filter's parameter."""
    if isinstance(each, ChoiceFilter):
        return {"type": "string", "enum": [str(value) for value, _ in each.extra["choices"]]}
    kind: Any = each.extra.get("kind")
    return dict(kind.schema) if kind else {"type": "string"}
