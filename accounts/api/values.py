"""Field types of a person."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from config.drf import scalars
from config.drf.values import value_type

if TYPE_CHECKING:
    FullName = str
else:
    FullName = value_type(
        "FullName", str, partial(scalars.parse_text, limit=150), type="string", maxLength=150
    )
