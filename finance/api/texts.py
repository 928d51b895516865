"""Field types of short texts, for the bodies of accounts and categories; see `config.drf.values`."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from config.drf.scalars import parse_text
from config.drf.values import value_type

_COLOR = re.compile(r"#[0-9a-f]{6}", re.ASCII)


def parse_color(value: object) -> str:
    """Lower case; ValueError unless it is "#" and six hexadecimal digits."""
    color = value.lower() if isinstance(value, str) else ""
    if not _COLOR.fullmatch(color):
        raise ValueError("Must be a colour, #rrggbb")
    return color


def _text(name: str, limit: int, *, least: int = 0) -> Any:
    schema = {"type": "string", "minLength": least, "maxLength": limit}
    return value_type(name, str, partial(parse_text, limit=limit, least=least), **schema)


if TYPE_CHECKING:
    Color = str
    Icon = str
    Keyword = str
    Mask = str
    OfficialName = str
    Subtype = str
else:
    Color = value_type("Color", str, parse_color, type="string", pattern="^#[0-9A-Fa-f]{6}$")
    Icon = _text("Icon", 40)
    Keyword = _text("Keyword", 60, least=1)
    Mask = _text("Mask", 16)
    OfficialName = _text("OfficialName", 200)
    Subtype = _text("Subtype", 40)
