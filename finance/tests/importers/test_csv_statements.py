"""Real bank files; where they come from stands in `data/statements/SOURCES.md`."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from finance.importers.csv import Reading, guess, read
from finance.tests.importers.test_csv_formats import answered

FOLDER = Path(__file__).parents[1] / "data" / "statements"


class Expected(NamedTuple):
    """Figures counted by hand and by a column map per file; `asks`: the questions and their answers."""

    rows: int
    total: str
    inflow: str
    outflow: str
    asks: dict[str, str] = {}


EXPECTED = {
    "bank2ynab__20171001-20171106.csv": Expected(1, "-59.99", "0", "-59.99"),
    "bank2ynab__2018-04-14_10-52-13_bunq-transactieoverzicht.csv": Expected(3, "728.54", "750.00", "-21.46"),
    "bank2ynab__CSV_A_20180414_112204.csv": Expected(3, "-1037.49", "50.00", "-1087.49"),
    "bank2ynab__test_BOI_TransactionExport.csv": Expected(27, "-419.61", "3841.22", "-4260.83"),
    # Two columns without a heading and no balance: which one is out? A line without date and amount is no
    # transaction, though a count of lines has it.
    "bank2ynab__test_row_format_default.csv": Expected(73, "-4580.70", "1878.20", "-6458.90", {"debit": "4"}),
    "bankstatementparser__csv_european_decimals.csv": Expected(3, "2260.94", "3500.00", "-1239.06"),
    "bankstatementparser__sample_split_amounts.csv": Expected(2, "1050.25", "1250.50", "-200.25"),
    # Amounts without a sign beside an empty column, a balance that never moves.
    "reckon__51-sample.csv": Expected(8, "-79.25", "0", "-79.25", {"debit": "2"}),
    "reckon__chase.csv": Expected(9, "6922.11", "7183.52", "-261.41"),
    "reckon__danish_kroner_nordea_example.csv": Expected(6, "-4732.00", "497.90", "-5229.90"),
    "reckon__english_date_example.csv": Expected(3, "-548.51", "327.49", "-876.00"),
    "reckon__ing.csv": Expected(3, "-18.63", "375.00", "-393.63"),
    "reckon__nationwide.csv": Expected(4, "360.23", "500.00", "-139.77"),
    "reckon__some_other.csv": Expected(9, "6954.57", "7183.75", "-229.18"),
    "reckon__suntrust.csv": Expected(7, "700.00", "1200.00", "-500.00"),
}


def reading_of(name: str) -> Reading:
    data = (FOLDER / name).read_bytes()
    found, asked = answered(data, EXPECTED[name].asks)
    assert asked == list(EXPECTED[name].asks)
    return read(data, found.mapping, default_currency="EUR", account="Mine")


def test_every_file_is_expected() -> None:
    assert {path.name for path in FOLDER.glob("*.csv")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_count_and_sums(name: str) -> None:
    expected, reading = EXPECTED[name], reading_of(name)
    inflow = sum((row.amount for row in reading.rows if row.type == "Income"), Decimal(0))
    outflow = -sum((row.amount for row in reading.rows if row.type == "Expense"), Decimal(0))
    assert len(reading.rows) == expected.rows
    assert (inflow, outflow) == (Decimal(expected.inflow), Decimal(expected.outflow))
    assert inflow + outflow == Decimal(expected.total)
    assert reading.rejected == []


def test_the_line_that_is_no_transaction_is_reported() -> None:
    skipped = reading_of("bank2ynab__test_row_format_default.csv").skipped
    assert [(line.row, line.field) for line in skipped] == [(71, "date")]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("reckon__chase.csv", "2009-12-24 Expense 85.00 EUR HOST 037196321563 MO 12/22SLICEHOST"),
        ("reckon__ing.csv", "2012-11-15 Expense 136.13 EUR From1 Acc SEPA Incasso"),
        ("reckon__english_date_example.csv", "2009-12-24 Expense 76.00 USD Check - 0000000122"),
        ("reckon__nationwide.csv", "2013-11-07 Income 500.00 GBP Bank credit"),
        ("reckon__suntrust.csv", "2014-11-01 Income 500.00 EUR Deposit"),
        ("reckon__51-sample.csv", "2015-01-09 Expense 8.19 EUR 05354 SUBWAY"),
        ("bank2ynab__test_BOI_TransactionExport.csv", "2017-09-01 Income 428.03 EUR Random Name GP"),
        ("bank2ynab__20171001-20171106.csv", "2017-10-01 Expense 59.99 EUR MasterCard Zahlung"),
        ("bank2ynab__CSV_A_20180414_112204.csv", "2018-03-01 Expense 337.49 EUR RENTE LENING"),
    ],
)
def test_first_row(name: str, first: str) -> None:
    row = reading_of(name).rows[0]
    assert f"{row.date} {row.type} {row.amount} {row.currency} {row.note}" == first


def test_the_evidence_is_told() -> None:
    data = (FOLDER / "reckon__suntrust.csv").read_bytes()
    assert guess(data).evidence == (
        "A number above 12 in column 1 leaves only month first.",
        "The balances in column 6 fall by column 4 and rise by column 5.",
        "“100.00” has a decimal point.",
        "6 of 6 balances follow the amounts.",
    )
