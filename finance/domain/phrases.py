"""Tells what a name speaks of by its words: whole words side by side, never parts of words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Generic, TypeVar

from config.lib.text import fold

Meaning = TypeVar("Meaning", bound=str)
_WORD = re.compile(r"[^\W_]+")


class PhraseTable(Generic[Meaning]):
    """Meanings and the phrases that tell them, the strongest first.

    Phrases are separated by commas or line ends. A name that holds several means what the earliest row says.
    """

    def __init__(self, rows: Sequence[tuple[Meaning, str]]) -> None:
        self._meanings: dict[tuple[str, ...], tuple[int, Meaning]] = {}
        for rank, (meaning, phrases) in enumerate(rows):
            for phrase in re.split(r"[,\n]", phrases):
                self._meanings.setdefault(tuple(phrase.split()), (rank, meaning))
        self._longest = max(map(len, self._meanings))

    def meaning_of(self, name: str, *, default: Meaning) -> Meaning:
        words = _WORD.findall(fold(name))
        found = [
            self._meanings[phrase]
            for start in range(len(words))
            for end in range(start + 1, min(start + self._longest, len(words)) + 1)
            if (phrase := tuple(words[start:end])) in self._meanings
        ]
        return min(found)[1] if found else default
