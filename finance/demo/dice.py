"""Chance that can be repeated."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

Item = TypeVar("Item")


class Dice:
    """What a throw gives depends on the seed and on what it is for, never on the throws before it.

    So a day of the ledger is the same however many months surround it, and on every Python.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def number(self, low: int, high: int, *topic: object) -> int:
        """From low to high, both inclusive."""
        return low + self._throw(topic) % (high - low + 1)

    def happens(self, permille: int, *topic: object) -> bool:
        return self._throw(topic) % 1000 < permille

    def pick(self, choices: Sequence[Item], *topic: object) -> Item:
        return choices[self._throw(topic) % len(choices)]

    def _throw(self, topic: tuple[object, ...]) -> int:
        digest = blake2b(repr((self._seed, *topic)).encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big")
