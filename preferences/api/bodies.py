"""Bodies and answers, made from the definition in `preferences.models.preferences`.

A body may leave out any preference and holds no other; the answer always holds all.
"""

from __future__ import annotations

import types
from collections.abc import Iterable
from functools import cache, reduce
from operator import or_
from typing import Annotated, Any, Union, cast, get_args, get_origin

import msgspec
from msgspec import UNSET, UnsetType, defstruct

from config.drf.structs import Answer, Body
from preferences.models.preferences import FIELDS, SECTIONS, Preferences, names_in
from preferences.models.sections import Section


def body_of(name: str, fields: Iterable[str]) -> type[Body]:
    optional = [(field, FIELDS[field] | UnsetType, UNSET) for field in fields]
    return cast("type[Body]", defstruct(name, optional, bases=(Body,), kw_only=True, module=__name__))


def _section_body(section: Section) -> type[Body]:
    noun = "".join(word.capitalize() for word in section.path.split("-"))
    return body_of(f"{noun}In", names_in(section))


def changes_of(body: Body) -> dict[str, Any]:
    """What was sent."""
    sent = msgspec.structs.asdict(body)
    return {name: value for name, value in sent.items() if value is not UNSET}


@cache
def _answer_of(kind: type[msgspec.Struct]) -> type[Answer]:
    """The same members as they are sent: all of them, and decimals as numbers."""
    members = [(field.name, _sent(field.type)) for field in msgspec.structs.fields(kind)]
    name = f"{kind.__name__}Out"
    return cast("type[Answer]", defstruct(name, members, bases=(Answer,), kw_only=True, module=__name__))


def _sent(annotation: Any) -> Any:
    inner, base = get_args(annotation), get_origin(annotation)
    if base is Annotated:
        return Annotated[(_sent(inner[0]), *inner[1:])]
    if base in {Union, types.UnionType}:
        return reduce(or_, (_sent(arm) for arm in inner))
    if base in {list, dict}:
        return base[tuple(_sent(part) for part in inner)]
    is_struct = isinstance(annotation, type) and issubclass(annotation, msgspec.Struct)
    return _answer_of(annotation) if is_struct else annotation


PreferencesIn = body_of("PreferencesIn", FIELDS)
PreferencesOut = _answer_of(Preferences)
SECTION_BODIES = {section: _section_body(section) for section in SECTIONS if section.path}
