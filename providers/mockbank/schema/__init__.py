"""The three banks' own words for the same things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, Protocol

from providers.mockbank.reading import ToldAccount
from providers.mockbank.schema.banka import BankA
from providers.mockbank.schema.bankb import BankB
from providers.mockbank.schema.bankc import BankC
from providers.mockbank.world.world import Change


class Schema(Protocol):
    """`transactions` has removals as `removed`, of ids; rows where the bank has them."""

    NAME: str

    def accounts(self, told: Sequence[ToldAccount], *, old_spelling: bool = False) -> dict[str, Any]: ...

    def transactions(self, changes: Sequence[Change]) -> dict[str, Any]: ...


SCHEMAS: Final[Mapping[str, Schema]] = MappingProxyType(
    {"banka": BankA(), "bankb": BankB(), "bankc": BankC()}
)
