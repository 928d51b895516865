"""Requests as msgspec structs: declared once, read strictly, every wrong field named in one answer.

    class BudgetIn(Body):                                    # unknown keys are refused
        name: Name
        amount: Amount
        period: Literal["monthly", "yearly"] = "monthly"
        __aliases__ = {"category_name": "category"}          # second names; both given and different -> 400

    class BudgetPatch(Body):                                 # PATCH: absent fields stay UNSET
        amount: Amount | msgspec.UnsetType = msgspec.UNSET

    class BudgetOut(Answer): ...                             # output
    class BudgetQuery(Page): tag: list[Name] = []            # query string; only lists may be repeated

    data = read_body(request, BudgetIn); query = read_query(request, BudgetQuery)

A check over several fields stands in `__post_init__` and raises `config.lib.errors.Invalid(…, errors={…})`.
Use the types of `config.drf.values`, `str`, `int`, `bool`, `Literal`, enums, lists and other structs; bare
`Decimal`, `float`, `date` and `datetime` are refused (TypeError) because msgspec reads them too kindly, and
bare `str` and `int` have the limits of `config.drf.bounds`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

import msgspec
from django.http import QueryDict
from rest_framework.request import Request

from config.drf.conversion import convert
from config.drf.parsers import require_length
from config.drf.querystring import from_strings
from config.lib.errors import Invalid


class Body(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Input: unknown keys are errors."""

    __aliases__: ClassVar[Mapping[str, str]] = {}


class LooseBody(Body, kw_only=True, forbid_unknown_fields=False):
    """Input of the authentication endpoints: unknown keys are ignored."""


class Query(Body, kw_only=True):
    """A query string; every field has a default or is required as in a body."""


class Answer(msgspec.Struct, kw_only=True):
    """Output; every field is always sent, but those left UNSET."""


T = TypeVar("T", bound=Body)


def read_body(request: Request, kind: type[T]) -> T:
    """The body of the request; `Invalid` with all its field errors. An empty body or `null` is `{}`."""
    require_length(request._request)  # noqa: SLF001 - DRF has no other way to the request below its own
    data: Any = request.data
    if isinstance(data, QueryDict):
        fields = {name: data.getlist(name) for name in data if name not in request.FILES}
        values, errors = from_strings(fields, kind)
        return convert(values, kind, errors=errors)
    if not isinstance(data, dict):
        raise Invalid("The body must be a JSON object")
    return convert(data, kind, errors={})


def read_query(request: Request, kind: type[T], *, also: frozenset[str] = frozenset()) -> T:
    """The query string; `also` are parameters that somebody else reads (the filters of a list)."""
    fields = {name: values for name, values in request.query_params.lists() if name not in also}
    values, errors = from_strings(fields, kind)
    return convert(values, kind, errors=errors)
