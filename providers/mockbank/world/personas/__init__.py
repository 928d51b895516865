"""Whose life it is, by the currency that it is told in: a demo needs no exchange rates."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from providers.mockbank.world.persona import Persona
from providers.mockbank.world.personas.europe import BRITAIN, EURO
from providers.mockbank.world.personas.india import INDIA
from providers.mockbank.world.personas.neutral import NEUTRAL
from providers.mockbank.world.personas.usa import USA

_BY_CURRENCY: Final[Mapping[str, Persona]] = MappingProxyType(
    {"INR": INDIA, "USD": USA, "EUR": EURO, "GBP": BRITAIN}
)


def persona_of(currency: str) -> Persona:
    return _BY_CURRENCY.get(currency, NEUTRAL)
