"""Bank B: cards and a wallet."""

from __future__ import annotations

from providers.adapters.bankb.normalise import SCHEMA
from providers.adapters.consentbank import ConsentBank


def bankb(base_url: str) -> ConsentBank:
    return ConsentBank(id="bankb", name="Bank B", base_url=base_url, schema=SCHEMA)
