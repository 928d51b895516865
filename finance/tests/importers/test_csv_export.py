"""The product's own export comes back as it went out."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from config.lib.text import clean
from finance.domain.incoming import IncomingTransaction
from finance.domain.spreadsheet import neutralise
from finance.exporters import transactions_csv
from finance.importers.csv import guess, read
from finance.importers.csv.moneta import HEADER

names = st.text(max_size=40).map(lambda text: clean(text, limit=120)).filter(bool)
notes = st.text(max_size=60).map(clean)


@st.composite
def rows(draw: st.DrawFn) -> IncomingTransaction:
    kind = draw(st.sampled_from(["Income", "Expense", "Transfer"]))
    category = draw(st.none() | names)
    return IncomingTransaction(
        date=draw(st.dates(date(1900, 1, 1), date(2100, 12, 31))),
        amount=draw(st.decimals(0, 10**9, places=2)),
        currency=draw(st.sampled_from(["EUR", "INR", "USD"])),
        type=kind,  # type: ignore[arg-type]  # one of the three words above
        account=draw(names),
        to_account=draw(names) if kind == "Transfer" else None,
        category=category,
        subcategory=draw(st.none() | names) if category else None,
        note=draw(notes),
        external_id=str(draw(st.integers(1, 2**63 - 1))),
    )


def written(transactions: list[IncomingTransaction]) -> bytes:
    """As `transactions_csv` writes it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for row in transactions:
        safe = [neutralise(value or "") for value in (row.category, row.subcategory, row.account)]
        writer.writerow([
            row.external_id, row.date, f"{row.amount:f}", row.currency, row.type, *safe,
            neutralise(row.account) if row.to_account else "", neutralise(row.to_account or ""),
            neutralise(row.note), "old.csv", "2024-01-30T10:00:00Z",
        ])  # fmt: skip
    return text.getvalue().encode()


def test_the_header_is_the_exporters() -> None:
    assert transactions_csv.HEADER == HEADER


@given(st.lists(rows(), max_size=5))
def test_nothing_is_lost(transactions: list[IncomingTransaction]) -> None:
    data = written(transactions)
    found = guess(data)
    assert found.questions == ()
    assert found.evidence == ("This is the product's own export.",)
    reading = read(data, found.mapping, default_currency=None, account="Elsewhere")
    assert (reading.rejected, reading.skipped) == ([], [])
    lines = [row.line for row in reading.rows]
    assert lines == sorted(lines)
    assert [as_written(row) for row in reading.rows] == [as_written(row) for row in transactions]


def as_written(row: IncomingTransaction) -> tuple[object, ...]:
    return (
        row.external_id, row.date, row.amount, row.currency, row.type, row.category, row.subcategory,
        row.account, row.to_account, row.note, row.status,
    )  # fmt: skip


def test_a_note_that_looks_like_a_balance_stays() -> None:
    row = IncomingTransaction(
        date=date(2024, 1, 30),
        amount=Decimal(5),
        currency="EUR",
        type="Income",
        account="Bank",
        note="Opening balance",
        external_id="1",
    )
    data = written([row])
    assert len(read(data, guess(data).mapping, default_currency="EUR", account="x").rows) == 1
