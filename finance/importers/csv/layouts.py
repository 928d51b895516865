"""Exporters whose headings are known and whose signs are the card issuer's: what is spent has no minus."""

from __future__ import annotations

from collections.abc import Sequence

from finance.importers.csv.headers import folded_words

# Each set of headings must be in the file. Source: the exporters' own help pages and sample files.
_SPENT_IS_POSITIVE: tuple[tuple[str, frozenset[str]], ...] = (
    ("American Express", frozenset({"date", "description", "amount", "card member"})),
    ("American Express", frozenset({"date", "description", "amount", "appears on your statement as"})),
    ("American Express", frozenset({"datum", "beschreibung", "betrag", "karteninhaber"})),
    (
        "American Express",
        frozenset({"datum", "beschreibung", "betrag", "erscheint auf ihrer abrechnung als"}),
    ),
    ("Discover", frozenset({"trans date", "post date", "description", "amount", "category"})),
    (
        "Apple Card",
        frozenset({"transaction date", "clearing date", "merchant", "category", "type", "amount usd"}),
    ),
    ("Copilot", frozenset({"date", "name", "amount", "parent category", "excluded", "account mask"})),
)


def spent_is_positive(names: Sequence[str]) -> str | None:
    """The exporter, where its files show what was spent without a minus; None for any other file."""
    headings = {folded_words(name) for name in names}
    return next((exporter for exporter, needed in _SPENT_IS_POSITIVE if needed <= headings), None)
