"""What the words inside cells mean: directions, kinds of rows, states, and hints at who paid whom."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, cast

from config.lib.text import fold
from finance.domain.phrases import PhraseTable
from finance.importers.csv.wordlist import load

Direction = Literal["in", "out", "transfer", "transfer-in", "transfer-out"]
State = Literal["posted", "pending", "void"]

_WORDS = load("words.txt")
_OPENING = re.compile(
    r"(?:opening|closing|starting|previous|ending|brought forward|carried forward|available|account|ledger|"
    r"current|beginning|final|initial|book|end|start)\s*(?:account |ledger )?(?:balance|bal)\b.*|"
    r"(?:balance|bal) (?:brought|carried|b f|c f|forward|as (?:of|on|at)|at (?:start|end)|on \d).*|b f|c f|"
    r"(?:anfangs|end|schluss|start|alter |neuer |eroffnungs|abschluss)(?:saldo|kontostand|bestand)\b.*|"
    r"(?:kontostand|saldo) (?:am|vom|per|zum|em|al|op|pr|den|inicial|final|anterior|iniziale|finale|"
    r"precedente|koncowe|poczatkowe|do dia)\b.*|saldo|"
    r"(?:ancien |nouveau )?solde(?: (?:au|en|precedent|initial|final|crediteur|debiteur|anterieur)\b.*)?|"
    r"(?:begin|eind|ingaande |utgaende |inngaende |primo ?|ultimo ?)(?:saldo|balans)\b.*"
)
_TOTAL = re.compile(
    r"(?:grand |sub |page |statement )?totals?\b.*|summe\b.*|gesamt\w*|somma\b.*|totale\b.*|totaal\b.*|"
    r"sum(?:ma)?\b.*|razem\b.*|celkem\b.*|statement summary.*|count\b.*|"
    r"end of (?:statement|report|file).*|合计.*|总计.*"
)
_BALANCE_TRACES = (
    "balance", "ing bal", "sald", "solde", "stand", "forward", "b/f", "c/f", "likut", "atlikum", "apyv",
    "apgroz", "kaive", "käive", "turnover",
)  # fmt: skip
_PUNCTUATION = re.compile(r"[^\w+\-]+")


_BY_DIRECTION = {word: cast("Direction", way) for way, words in _WORDS["direction"].items() for word in words}
_BY_STATE = {word: cast("State", state) for state, words in _WORDS["state"].items() for word in words}
_BALANCE_WORDS = frozenset(_WORDS["balance"]["name"])
_HINTS = PhraseTable[str]([(way, ",".join(words)) for way, words in _WORDS["hint"].items()])


def _phrase(cell: str) -> str:
    folded = fold(cell)
    return (
        folded if folded in {"+", "-"} else " ".join(_PUNCTUATION.sub(" ", folded).replace("-", " ").split())
    )


@lru_cache(maxsize=4096)
def direction_of(cell: str) -> Direction | None:
    """The way of the money that a cell names as its only content."""
    return _BY_DIRECTION.get(_phrase(cell))


@lru_cache(maxsize=4096)
def state_of(cell: str) -> State:
    """Void: the money did not move. Unknown words are posted."""
    return _BY_STATE.get(_phrase(cell), "posted")


def is_balance_line(text: str) -> bool:
    """The text is a balance, not a movement: "Opening balance", "Saldo per 31.12."."""
    return _OPENING.fullmatch(_phrase(text)) is not None


def may_be_balance(text: str) -> bool:
    """Whether a closer look at the cells is worth its time."""
    lower = text.lower()
    return any(trace in lower for trace in _BALANCE_TRACES)


def is_balance_word(cell: str) -> bool:
    """The cell is nothing but the name that statements give to their first or last balance."""
    return _phrase(cell) in _BALANCE_WORDS


def is_total(text: str) -> bool:
    phrase = _phrase(text)
    return _TOTAL.fullmatch(phrase) is not None or is_balance_line(text)


def hint_of(text: str) -> str:
    """Names "in" or "out" where the text speaks of what is nearly always paid in or paid out, else ""."""
    return _HINTS.meaning_of(text, default="")
