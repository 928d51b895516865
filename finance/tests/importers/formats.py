"""The battery of invented statements in `finance/tests/data/formats`: files, and the rows they must give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from finance.domain.incoming import IncomingTransaction

_FOLDER = Path(__file__).parents[1] / "data" / "formats"


@dataclass(frozen=True)
class Format:
    """`answers`: the choice for each question that the file must ask, in the order of asking."""

    name: str
    text: str
    rows: list[str]
    encoding: str = "utf-8"
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> bytes:
        return self.text.encode(self.encoding)


def formats() -> Iterator[Format]:
    for path in sorted(_FOLDER.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("\n=== ")[1:]:
            yield _read(block)


def _read(block: str) -> Format:
    head, _, rest = block.partition("--- file\n")
    text, _, rows = rest.partition("\n--- rows\n")
    name, *settings = head.strip().splitlines()
    said = dict(line.split(": ", 1) for line in settings)
    text += "\n"
    return Format(
        name=name,
        text=text.replace("\n", "\r\n") if said.get("newline") == "crlf" else text,
        rows=rows.strip().splitlines(),
        encoding=said.get("encoding", "utf-8"),
        answers=dict(pair.split("=") for pair in said.get("answers", "").split(", ") if pair),
    )


def shown(row: IncomingTransaction, default_currency: str | None) -> str:
    """A row as the battery writes it: the default currency left out, a transfer as `from>to amount`."""
    amount = f"{row.amount:f}" if row.type == "Income" else f"-{row.amount:f}"
    if row.type == "Transfer":
        amount = f"{row.account}>{row.to_account} {row.amount:f}"
    currency = "" if row.currency == default_currency else f" {row.currency}"
    return f"{row.date.isoformat()} | {amount} |{currency} | {row.note}"
