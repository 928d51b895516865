"""What a person at a terminal sees of a long command: a bar on standard error, and no lines of the log."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from django.core.management.base import OutputWrapper

Item = TypeVar("Item")
_WIDTH = 30


def with_progress(items: Sequence[Item], stream: OutputWrapper) -> Iterator[Item]:
    """Each item, with the share of those before it; the bar is gone when the last is done.

    Drawn only where somebody can see it move.
    """
    if not stream.isatty():
        yield from items
        return
    for done, item in enumerate(items):
        filled = _WIDTH * done // len(items)
        _draw(stream, f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {done}/{len(items)}  {item}")
        yield item
    _draw(stream, "")


@contextmanager
def quiet() -> Iterator[None]:
    """Nothing below a warning in the log."""
    log = logging.getLogger("moneta")
    level = log.level
    log.setLevel(logging.WARNING)
    try:
        yield
    finally:
        log.setLevel(level)


def _draw(stream: OutputWrapper, text: str) -> None:
    stream.write(f"\r\x1b[K{text}", style_func=str, ending="")
    stream.flush()
