"""Bank C: savings and investments, from a system of the past."""

from __future__ import annotations

from providers.adapters.bankc.normalise import SCHEMA
from providers.adapters.consentbank import ConsentBank


def bankc(base_url: str) -> ConsentBank:
    return ConsentBank(id="bankc", name="Bank C", base_url=base_url, schema=SCHEMA)
