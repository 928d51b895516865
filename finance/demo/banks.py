"""The real bank files that the demo imports; `statements/` holds them with their licences."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

_FOLDER: Final = Path(__file__).parent / "statements"


class Statement(NamedTuple):
    """`currency` is for the files that name none."""

    file: str
    account: str
    currency: str | None = None

    def read(self) -> bytes:
        return (_FOLDER / self.file).read_bytes()


STATEMENTS: Final = (
    Statement("bank2ynab__test_BOI_TransactionExport.csv", "Bank of Ireland Current", "EUR"),
    Statement("reckon__chase.csv", "Chase Checking", "USD"),
    Statement("reckon__ing.csv", "ING Betaalrekening", "EUR"),
    Statement("reckon__nationwide.csv", "Nationwide Current"),
    Statement("reckon__danish_kroner_nordea_example.csv", "Nordea Konto", "DKK"),
    Statement("bankstatementparser__csv_european_decimals.csv", "Sparkasse Girokonto"),
)
