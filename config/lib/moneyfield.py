"""The one column type of money: Decimal in Python, BIGINT of 1/10,000 in the database.

SQLite keeps DecimalField as floating point, so sums and comparisons are done on integers instead. The
class derives from Field, not from BigIntegerField: Django then refuses arithmetic that nobody registered
(a bare Decimal, a division, a rate) where it would otherwise mix units with money in silence; comparing a
money column refuses the same. What cannot be refused here the linter forbids: Cast, and Variance.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.db.models import lookups
from django.db.models.expressions import Combinable, Value, register_combinable_fields

from config.lib.money import GROSS_LIMIT, MoneyError, from_units, parse_money, to_units

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

_Set_contra = TypeVar("_Set_contra", contravariant=True)
_Get_co = TypeVar("_Get_co", covariant=True)

if TYPE_CHECKING:
    from django.db.models import Field as _Field
else:

    class _Field(models.Field):
        """Takes the type arguments that only the stubs know."""

        def __class_getitem__(cls, types: object) -> type:
            return cls


class MoneyField(_Field[_Set_contra, _Get_co]):
    """Holds up to `GROSS_LIMIT`; the limit of one row is the parser's. ValidationError outside it."""

    description = "Exact money"
    empty_strings_allowed = False

    if TYPE_CHECKING:
        _pyi_private_set_type: Decimal | str | int | Combinable
        _pyi_private_get_type: Decimal
        _pyi_lookup_exact_type: Decimal | str | int

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "bigint"

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Decimal | None:
        if value is None:
            return None
        if not isinstance(value, int):  # PostgreSQL sums bigint as numeric
            value = int(Decimal(value).to_integral_value(ROUND_HALF_EVEN))
        return from_units(value)

    def to_python(self, value: Any) -> Decimal | None:
        return None if value is None else from_units(_units_of(value))

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        if value is None or hasattr(value, "resolve_expression"):
            return value
        return _units_of(value)

    def value_to_string(self, obj: models.Model) -> str:
        return format(self.value_from_object(obj), "f")

    def formfield(self, *args: Any, **kwargs: Any) -> forms.Field | None:
        return super().formfield(*args, **{"form_class": forms.DecimalField, "decimal_places": 4, **kwargs})


def _units_of(value: Any) -> int:
    try:
        return to_units(value if isinstance(value, Decimal) else parse_money(value, limit=GROSS_LIMIT))
    except MoneyError as error:
        raise ValidationError(str(error), code="invalid") from error


def money(amount: str | int | Decimal) -> Value:
    """The literal for expressions on a MoneyField, where Django refuses a bare Decimal: `F("amount") + …`."""
    return Value(parse_money(amount, limit=GROSS_LIMIT), output_field=MoneyField())


for _operator in (Combinable.ADD, Combinable.SUB):
    register_combinable_fields(MoneyField, _operator, MoneyField, MoneyField)
register_combinable_fields(MoneyField, Combinable.MUL, models.IntegerField, MoneyField)
register_combinable_fields(models.IntegerField, Combinable.MUL, MoneyField, MoneyField)


class _OnlyWithMoney:
    rhs: Any

    def get_prep_lookup(self) -> Any:
        other = getattr(self.rhs, "output_field", None)
        if other is not None and not isinstance(other, MoneyField):
            raise FieldError("Money compares with money only; write money(…) for a literal")
        return super().get_prep_lookup()  # type: ignore[misc]  # of the lookup that stands behind this mixin


for _lookup in (
    lookups.Exact,
    lookups.GreaterThan,
    lookups.GreaterThanOrEqual,
    lookups.LessThan,
    lookups.LessThanOrEqual,
    lookups.In,
):
    MoneyField.register_lookup(type(f"Money{_lookup.__name__}", (_OnlyWithMoney, _lookup), {}))
