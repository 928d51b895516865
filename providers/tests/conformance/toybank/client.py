from __future__ import annotations

from providers.adapters.consentbank import ConsentBank
from providers.tests.conformance.toybank.normalise import SCHEMA


def toybank(base_url: str) -> ConsentBank:
    return ConsentBank(id="toybank", name="Toy Bank", base_url=base_url, schema=SCHEMA)
