"""What a service refused, as lines for a terminal."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from typing import Any

from config.lib.errors import Refused

_SHOWN = 20


def refusal_lines(name: str, refused: Refused) -> Iterator[str]:
    """The reason first; then the question with the options that answer it, or every error."""
    yield f"{name}: {refused.error}"
    if question := refused.extra.get("question"):
        yield from question_lines(question)
        return
    if refused.detail and not refused.errors:
        yield f"  {refused.detail}"
    for field, problems in (refused.errors or {}).items():
        for problem in problems[:_SHOWN]:
            yield f"  {_problem(field, problem)}"
        if len(problems) > _SHOWN:
            yield f"  … and {len(problems) - _SHOWN} more"


def question_lines(question: dict[str, Any]) -> Iterator[str]:
    yield f"  {question['text']}"
    for choice in question["choices"]:
        yield f"    {choice['label']}:  {mapping_option(choice['mapping'])}"


def mapping_option(mapping: dict[str, Any]) -> str:
    """As a shell takes it."""
    return f"--mapping {shlex.quote(json.dumps(mapping, ensure_ascii=False))}"


def _problem(field: str, problem: Any) -> str:
    if isinstance(problem, dict):
        return f"row {problem['row']}, {problem['field']}: {problem['message']}"
    return f"{field}: {problem}"
