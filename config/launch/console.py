"""What the launcher says, and how it gives up."""

from __future__ import annotations


class LaunchError(Exception):
    """A start that cannot go on; the text tells the person what to do."""


def say(text: str = "") -> None:
    print(text, flush=True)
