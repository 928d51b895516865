"""What a view's method says of itself for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict, TypeVar, Unpack

from config.drf.pages import PageOf

V = TypeVar("V", bound=Callable[..., Any])


@dataclass(frozen=True, kw_only=True)
class Operation:
    """See `operation` for the words."""

    id: str
    tag: str = ""
    summary: str = ""
    description: str = ""
    query: Any = None
    body: Any = None
    files: Sequence[str] = ()
    answers: Mapping[Any, Any] = field(default_factory=dict)
    errors: Sequence[int] = ()
    examples: Mapping[Any, Any] = field(default_factory=dict)
    path: Mapping[str, Any] = field(default_factory=dict)


class About(TypedDict, total=False):
    tag: str
    summary: str
    description: str
    query: Any
    body: Any
    files: Sequence[str]
    answers: Mapping[Any, Any]
    errors: Sequence[int]
    examples: Mapping[Any, Any]
    path: Mapping[str, Any]


def operation(id: str, **about: Unpack[About]) -> Callable[[V], V]:
    """Documents a method of a view: `operation("goals_contribute", tag="Goals", …)`.

    `tag`, `summary`, `description`: texts. `query`: a Query struct. `body`: a Body struct (or raw schema);
    `files`: names of file fields, for multipart. `answers`: status (or `(status, media type)`) -> struct,
    `list[Struct]`, `PageOf[Struct]`, raw JSON schema, or None for no body; default 200 with any object.
    `errors`: statuses beyond the usual ones. `examples`: "request" or status -> example. `path`: schemas of
    path parameters that are not plain ids or texts.
    """
    about.setdefault("answers", {200: {"type": "object"}})
    described = Operation(id=id, **about)

    def mark(view: V) -> V:
        view.operation = described  # type: ignore[attr-defined] # functions take attributes
        return view

    return mark


STANDARD = {
    "list": ("list", "List {noun}"),
    "retrieve": ("get", "Show one of {noun}"),
    "create": ("create", "Add to {noun}"),
    "update": ("replace", "Replace one of {noun}"),
    "partial_update": ("update", "Change one of {noun}"),
    "destroy": ("delete", "Delete one of {noun}"),
}


def standard_operation(view: Any, action: str) -> Operation | None:
    """The operation of an `OwnedViewSet` action that has none of its own."""
    noun = getattr(view, "noun", "")
    if not noun or action not in STANDARD:
        return None
    verb, summary = STANDARD[action]
    one: Any = view.answer_out
    page: Any = PageOf[one]
    answers: dict[str, Any] = {"list": {200: page}, "create": {201: one}, "destroy": {204: None}}
    bodies = {"create": "body_in", "update": "body_in", "partial_update": "body_patch"}
    return Operation(
        id=f"{noun.replace('-', '_')}_{verb}",
        tag=view.tag,
        summary=summary.format(noun=noun.replace("_", " ").replace("-", " ")),
        query=view.query_in if action == "list" else None,
        body=getattr(view, bodies[action]) if action in bodies else None,
        answers=answers.get(action, {200: one}),
    )
