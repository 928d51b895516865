"""Field types of requests that only figures have; see `config.drf.values`."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from config.drf.scalars import parse_one_of
from config.drf.values import value_type

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])", re.ASCII)


def _parse_month(value: object) -> int:
    """The month as yyyymm."""
    written = _MONTH.fullmatch(value) if isinstance(value, str) else None
    if written is None or written[1] == "0000":
        raise ValueError("Must be a month, YYYY-MM")
    return int(written[1] + written[2])


if TYPE_CHECKING:
    FlowKind = str
    MonthLabel = int
else:
    KINDS = ("Income", "Expense")
    FlowKind = value_type(
        "FlowKind", str, partial(parse_one_of, names=KINDS), type="string", enum=list(KINDS)
    )
    MonthLabel = value_type(
        "MonthLabel", int, _parse_month, type="string", pattern="^[0-9]{4}-(0[1-9]|1[0-2])$"
    )
