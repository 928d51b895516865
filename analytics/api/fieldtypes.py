"""Field types of requests that only figures have; see `config.drf.values`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from config.drf.scalars import parse_one_of
from config.drf.values import value_type

if TYPE_CHECKING:
    FlowKind = str
else:
    KINDS = ("Income", "Expense")
    FlowKind = value_type(
        "FlowKind", str, partial(parse_one_of, names=KINDS), type="string", enum=list(KINDS)
    )
