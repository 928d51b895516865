"""Bank A, a bank of the old school."""

from __future__ import annotations

from providers.adapters.banka.normalise import SCHEMA
from providers.adapters.consentbank import ConsentBank


def banka(base_url: str) -> ConsentBank:
    return ConsentBank(id="banka", name="Bank A", base_url=base_url, schema=SCHEMA)
