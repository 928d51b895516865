from __future__ import annotations

import pytest

from finance.domain.phrases import PhraseTable

TABLE = PhraseTable[str]((("deposit", "fixed deposit, fd\nrd"), ("card", "card, cards, deposit card")))


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("Fixed Deposit", "deposit"),
        ("my FIXED-deposit (old)", "deposit"),
        ("Fixed Term Deposit", "none"),  # the words of a phrase stand side by side
        ("rd", "deposit"),
        ("Cards", "card"),  # "rd" inside a word is nothing
        ("Fixed Deposit Card", "deposit"),  # the earlier row is stronger
        ("Card, FD", "deposit"),
        ("Çárd", "card"),
        ("", "none"),
    ],
)
def test_meaning(name: str, meaning: str) -> None:
    assert TABLE.meaning_of(name, default="none") == meaning
