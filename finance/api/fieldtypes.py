"""Field types of requests that only the ledger has; see `config.drf.values`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from config.drf.scalars import parse_one_of, parse_text
from config.drf.values import value_type

KINDS = ("Income", "Expense", "Transfer")

if TYPE_CHECKING:
    from finance.domain.incoming import Kind

    TransactionKind = Kind
    FileName = str
else:
    TransactionKind = value_type(
        "TransactionKind", str, partial(parse_one_of, names=KINDS), type="string", enum=list(KINDS)
    )
    FileName = value_type(
        "FileName", str, partial(parse_text, limit=255, least=1), type="string", maxLength=255
    )
