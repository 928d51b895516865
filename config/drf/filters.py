"""django-filter for ordinary model lists, made strict: a wrong or repeated parameter is 400, never ignored.

    class AccountFilter(StrictFilterSet):
        class Meta:
            model = Account
            fields = ("type", "is_active")

    class AccountViewSet(OwnedViewSet): filters = AccountFilter

Unknown parameters are refused by the struct that reads the rest of the query string
(`read_query(request, Struct, also=AccountFilter.names())`).
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.forms import DecimalField, ValidationError
from django_filters import FilterSet, NumberFilter
from rest_framework.request import Request

from config.drf.scalars import parse_amount
from config.lib.errors import Invalid
from config.lib.moneyfield import MoneyField


class MoneyInput(DecimalField):
    """Money of a query string through the one parser: 1e30 or five decimals must not reach the database."""

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            return parse_amount(value)
        except ValueError as problem:
            raise ValidationError(str(problem)) from None


class MoneyFilter(NumberFilter):
    field_class = MoneyInput


class StrictFilterSet(FilterSet):
    class Meta:
        filter_overrides: ClassVar[dict[type, dict[str, Any]]] = {MoneyField: {"filter_class": MoneyFilter}}

    @classmethod
    def names(cls) -> frozenset[str]:
        """The parameters that this set reads."""
        return frozenset(cls.base_filters)

    @classmethod
    def apply(cls, request: Request, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        """The rows that match; `Invalid` with the errors of every parameter."""
        own = {name: values for name, values in request.query_params.lists() if name in cls.names()}
        repeated = [name for name, values in own.items() if len(values) > 1]
        if repeated:
            raise Invalid(errors={name: ["Given more than once"] for name in repeated})
        filters = cls(request.query_params, queryset=rows, request=request)
        if not filters.is_valid():
            raise Invalid(errors={name: list(found) for name, found in filters.errors.items()})
        found: QuerySet[Any, Any] = filters.qs
        return found
