"""A bar on standard error, drawn only where somebody can see it move."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from django.core.management.base import OutputWrapper

Item = TypeVar("Item")
_WIDTH = 30


def with_progress(items: Sequence[Item], stream: OutputWrapper) -> Iterator[Item]:
    """Each item, with the share of those before it; the bar is gone when the last is done."""
    if not stream.isatty():
        yield from items
        return
    for done, item in enumerate(items):
        filled = _WIDTH * done // len(items)
        _draw(stream, f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {done}/{len(items)}  {item}")
        yield item
    _draw(stream, "")


def _draw(stream: OutputWrapper, text: str) -> None:
    stream.write(f"\r\x1b[K{text}", style_func=str, ending="")
    stream.flush()
