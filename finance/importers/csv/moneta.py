"""The product's own export: nothing to guess, nothing to lose."""

from __future__ import annotations

from collections.abc import Sequence

from finance.importers.csv.mapping import Mapping

HEADER = (
    "id", "date", "amount", "currency", "type", "category", "subcategory", "account",
    "from_account", "to_account", "note", "source_file", "last_seen_at",
)  # fmt: skip


def is_export(names: Sequence[str]) -> bool:
    return tuple(name.strip().casefold() for name in names) == HEADER


def export_mapping() -> Mapping:
    """Amounts are unsigned, the type says the way."""
    place = HEADER.index
    return Mapping(
        date=place("date"),
        amount=place("amount"),
        direction=place("type"),
        currency=place("currency"),
        note=(place("note"),),
        external_id=place("id"),
        category=place("category"),
        subcategory=place("subcategory"),
        account=place("account"),
        from_account=place("from_account"),
        to_account=place("to_account"),
        date_order="ymd",
        decimal=".",
        sign="direction",
    )
