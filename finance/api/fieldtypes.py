"""Field types of requests that only the ledger has; see `config.drf.values`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from config.drf.scalars import parse_text
from config.drf.values import value_type

KINDS = ("Income", "Expense", "Transfer")


def _one_of(names: tuple[str, ...], value: Any) -> str:
    found = {name.lower(): name for name in names}.get(value.lower() if isinstance(value, str) else "")
    if found is None:
        raise ValueError(f"Must be one of {', '.join(names)}")
    return found


if TYPE_CHECKING:
    from finance.domain.incoming import Kind

    TransactionKind = Kind
    FlowKind = str
    FileName = str
else:
    TransactionKind = value_type(
        "TransactionKind", str, partial(_one_of, KINDS), type="string", enum=list(KINDS)
    )
    FlowKind = value_type("FlowKind", str, partial(_one_of, KINDS[:2]), type="string", enum=list(KINDS[:2]))
    FileName = value_type(
        "FileName", str, partial(parse_text, limit=255, least=1), type="string", maxLength=255
    )
