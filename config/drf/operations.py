"""What a view's method says about itself for the OpenAPI document; `config.drf.schema` reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

V = TypeVar("V", bound=Callable[..., Any])


@dataclass(frozen=True)
class Operation:
    id: str
    tag: str = ""
    summary: str = ""
    query: Any = None
    body: Any = None
    answers: Mapping[int, Any] = field(default_factory=dict)
    errors: Sequence[int] = ()
    examples: Mapping[Any, Any] = field(default_factory=dict)
    path: Mapping[str, Any] = field(default_factory=dict)


def operation(
    id: str,
    *,
    tag: str = "",
    summary: str = "",
    query: Any = None,
    body: Any = None,
    answers: Mapping[int, Any] | None = None,
    errors: Sequence[int] = (),
    examples: Mapping[Any, Any] | None = None,
    path: Mapping[str, Any] | None = None,
) -> Callable[[V], V]:
    def mark(view: V) -> V:
        about = Operation(
            id, tag, summary, query, body, answers or {200: {}}, errors, examples or {}, path or {}
        )
        view.operation = about  # type: ignore[attr-defined]
        return view

    return mark
