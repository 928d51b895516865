from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from finance.domain.incoming import IncomingTransaction
from finance.importers.csv import Mapping, Reading, RowError, guess, read


def reading_of(text: str, *, currency: str | None = "EUR", **said: Any) -> Reading:
    data = text.encode()
    found = guess(data, hints=Mapping.from_dict(said))
    assert found.question is None, found.question
    return read(data, found.mapping, default_currency=currency, account="Mine")


HEAD = "Date,Description,Amount\n"


def test_a_row_in_full() -> None:
    reading = reading_of(
        "Date,Payee,Memo,Category,Subcategory,Account,Currency,Tags,Transaction ID,Status,Amount\n"
        '2024-01-30,\'=Shop,"two\nlines, https://example.org/?a=b",Food,Fruit,Cash,USD,'
        '"a, b;c",TX-0001,Pending,-3.50\n'
        "2024-01-31,Work,pay,Salary,,Bank,EUR,,TX-0002,Completed,10\n"
        "2024-01-31,Work,pay,Salary,,Bank,EUR,,TX-0003,Completed,10\n"
    )
    assert reading.rows[0] == IncomingTransaction(
        date=date(2024, 1, 30),
        amount=Decimal("3.50"),
        currency="USD",
        type="Expense",
        account="Cash",
        category="Food",
        subcategory="Fruit",
        note="two lines, https://example.org/?a=b",
        merchant="=Shop",
        external_id="TX-0001",
        status="pending",
        tags=("a", "b", "c"),
        line=2,
    )
    assert [(row.line, row.external_id) for row in reading.rows] == [
        (2, "TX-0001"),
        (4, "TX-0002"),
        (5, "TX-0003"),
    ]


def test_an_identifier_that_repeats_is_none() -> None:
    reading = reading_of("Date,ID,Amount\n2024-01-30,7,-1.00\n2024-01-31,7,-2.00\n")
    assert [row.external_id for row in reading.rows] == [None, None]


def test_an_identifier_too_short_to_be_one() -> None:
    reading = reading_of("Date,ID,Amount\n2024-01-30,7,-1.00\n2024-01-31,8,-2.00\n")
    assert [row.external_id for row in reading.rows] == [None, None]


def test_a_long_identifier_is_kept_whole() -> None:
    reading = reading_of(f"Date,ID,Amount\n2024-01-30,{'a' * 200},-1.00\n")
    assert reading.rows[0].external_id == "a" * 200


def test_texts_that_go_on_in_the_next_line() -> None:
    text = (
        "Date,Narration,Withdrawal Amt.,Deposit Amt.\n"
        "13/01/24,NEFT DR-HDFC0000240-ACME,10.00,\n,PRIVATE LIMITED-RENT,,\n,JAN,,\n"
        "14/01/24,UPI-SHOP,5.00,\n,MUMBAI,,\nThis is computer generated,,,\n"
    )
    reading = reading_of(text)
    assert [row.note for row in reading.rows] == [
        "NEFT DR-HDFC0000240-ACME PRIVATE LIMITED-RENT JAN",
        "UPI-SHOP MUMBAI",
    ]
    assert [line.row for line in reading.skipped] == [7]


def test_a_remark_below_the_last_row_is_no_part_of_it() -> None:
    reading = reading_of("Date,Text,Amount\n13/01/2024,a,-1.00\n14/01/2024,b,-1.00\n,Made by hand,\n")
    assert [row.note for row in reading.rows] == ["a", "b"]
    assert [line.row for line in reading.skipped] == [4]


def test_one_account_for_all_rows_is_the_one_the_user_named() -> None:
    reading = reading_of("Date,Account,Amount\n2024-01-30,Giro,-1.00\n2024-01-31,Giro,-2.00\n")
    assert {row.account for row in reading.rows} == {"Mine"}


@pytest.mark.parametrize(
    ("row", "field", "message"),
    [
        ("31/02/2024,x,-1.00", "date", "“31/02/2024” is no date."),
        (",x,-1.00", "date", "The date is missing."),
        ("soon,x,-1.00", "date", "“soon” is no date."),
        ("30/01/2024,x,abc", "amount", "“abc” is no amount."),
        ('30/01/2024,x,"-1,50"', "amount", "“-1,50” is no amount with a decimal point."),
        ("30/01/2024,x,-1.505", "amount", "1.505: at most 2 decimals."),
        (
            "30/01/2024,x,-1000000000.01",
            "amount",
            "1000000000.01: must be between -1000000000 and 1000000000.",
        ),
        ("30/01/2024,x,1,234.00", "row", "4 cells where the table has 3: unclear which is which."),
    ],
)
def test_rejected_rows_name_line_and_field(row: str, field: str, message: str) -> None:
    good = "30/01/2024,a,-1.00\n31/01/2024,b,-2.00\n"
    reading = reading_of(f"{HEAD}{good}{row}\n{good}", decimal=".", sign="minus_out")
    assert reading.rejected == [RowError(4, field, message)]
    assert [found.line for found in reading.rows] == [2, 3, 5, 6]
    assert reading.skipped == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("30/01/2024,x,", "No amount."),
        ("Total,,-3.00", "No transaction: there is no date."),
        (",Saldo,-3.00", "No transaction: there is no date."),
        ("******,*****,*****", "No transaction: there is no date."),
        ("Date,Description,Amount", "No transaction: there is no date."),
        ("Pending,x,-1.00", "Pending: the bank has not given it a date yet."),
        ("30/01/2024,Opening balance,0.00", "A balance, not a movement."),
        ("30/01/2024,Closing Balance,5.00", "A balance, not a movement."),
    ],
)
def test_skipped_rows_move_no_money(row: str, message: str) -> None:
    good = "30/01/2024,a,-1.00\n31/01/2024,b,-2.00\n"
    reading = reading_of(f"{HEAD}{good}{row}\n{good}")
    assert [(line.row, line.message) for line in reading.skipped] == [(4, message)]
    assert len(reading.rows) == 4
    assert reading.rejected == []


def test_what_stands_outside_the_dated_rows_is_skipped() -> None:
    text = f"Account,123,\n{HEAD}31/01/2024,a,-1.00\nMade by,hand,12.00\n"
    reading = reading_of(text)
    assert [line.row for line in reading.skipped] == [4]


def test_an_opening_balance_in_the_amount_column_is_no_income() -> None:
    text = (
        "Date,Description,Amount,Balance\n"
        "01/01/2024,Balance as of 01/01,50.00,50.00\n13/01/2024,Shop,-5.00,45.00\n"
    )
    reading = reading_of(text)
    assert [row.note for row in reading.rows] == ["Shop"]
    assert [line.row for line in reading.skipped] == [2]


def test_a_shop_called_new_balance_is_a_shop() -> None:
    reading = reading_of(f"{HEAD}13/01/2024,New Balance Leeds,-50.00\n14/01/2024,Balance yoga on 1st,-5.00\n")
    assert len(reading.rows) == 2


def test_zero_amounts_are_rows() -> None:
    reading = reading_of(f"{HEAD}13/01/2024,hold,0.00\n14/01/2024,x,-5.00\n")
    assert [row.amount for row in reading.rows] == [Decimal("0.00"), Decimal("5.00")]


def test_decimals_that_a_spreadsheet_left() -> None:
    reading = reading_of(
        f"{HEAD}13/01/2024,a,-59.989999999999995\n14/01/2024,b,-5.5000\n15/01/2024,c,-7.000\n"
    )
    assert [row.amount for row in reading.rows] == [Decimal("59.99"), Decimal("5.50"), Decimal(7)]


def test_a_currency_without_decimals() -> None:
    reading = reading_of(f"{HEAD}13/01/2024,a,-590.00\n14/01/2024,b,-5.50\n", currency="JPY")
    assert [row.amount for row in reading.rows] == [Decimal(590)]
    assert [error.row for error in reading.rejected] == [3]


def test_no_currency_known_at_all() -> None:
    reading = reading_of(f"{HEAD}13/01/2024,a,-5.5055\n", currency=None, decimal=".")
    assert [(row.currency, row.amount) for row in reading.rows] == [(None, Decimal("5.5055"))]


def test_an_unknown_currency_is_not_taken_for_another() -> None:
    reading = reading_of("Date,Text,Currency,Amount\n13/01/2024,a,LTL,-5.50\n14/01/2024,b,EUR,-1.50\n")
    assert reading.rejected == [RowError(2, "currency", "“LTL” is no currency.")]
    assert [row.currency for row in reading.rows] == ["EUR"]


def test_an_empty_currency_is_the_usual_one() -> None:
    reading = reading_of("Date,Text,Currency,Amount\n13/01/2024,a,,-5.50\n14/01/2024,b,USD,-1.50\n")
    assert [row.currency for row in reading.rows] == ["EUR", "USD"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("-5.00,", "Income 5.00"),
        (",-5.00", "Expense 5.00"),
        ("5.00 Cr,", "Income 5.00"),
        (",5.00 Dr", "Expense 5.00"),
    ],
)
def test_a_reversal_in_a_column_of_a_pair(cells: str, expected: str) -> None:
    usual = "13/01/2024,a,1.00,\n14/01/2024,b,,2.00\n15/01/2024,c,3.00,\n16/01/2024,d,,4.00\n"
    reading = reading_of(f"Date,Text,Debit,Credit\n{usual}17/01/2024,e,{cells}\n")
    row = reading.rows[-1]
    assert f"{row.type} {row.amount}" == expected


def test_both_columns_of_a_pair_filled() -> None:
    usual = "".join(f"{day}/01/2024,a,1.00,\n" for day in range(13, 24))
    reading = reading_of(f"Date,Text,Debit,Credit\n{usual}24/01/2024,e,1.00,2.00\n")
    assert reading.rejected == [RowError(13, "debit", "Money out and money in are both filled.")]


def test_only_one_column_of_a_pair() -> None:
    reading = reading_of("Date,Text,Withdrawals\n13/01/2024,a,1.00\n14/01/2024,b,2.00\n")
    assert [row.type for row in reading.rows] == ["Expense", "Expense"]


def test_a_direction_that_nobody_knows() -> None:
    usual = "".join(f"{day}/01/2024,a,1.00,Debit\n" for day in range(13, 20)) + "20/01/2024,b,2.00,Credit\n"
    text = f"Date,Text,Amount,Type\n{usual}21/01/2024,c,3.00,Foo\n22/01/2024,d,-3.00,Credit\n"
    reading = reading_of(text, sign="direction", direction="Type")
    assert reading.rejected == [
        RowError(10, "direction", "“Foo” is neither money out nor money in."),
        RowError(11, "amount", "A minus, but “Credit” says money in."),
    ]


def test_a_transfer_needs_its_other_account() -> None:
    text = (
        "Date,Category,Type,Amount\n"
        "13/01/2024,Food,Expense,1.00\n14/01/2024,,Transfer,2.00\n15/01/2024,Pay,Income,2.00\n"
    )
    reading = reading_of(text)
    assert [row.type for row in reading.rows] == ["Expense", "Income"]
    assert reading.rejected == [RowError(3, "type", "A transfer, but the other account is not named.")]


def test_a_fee_larger_than_what_came_in() -> None:
    text = (
        "Date,Description,Amount,Fee,Balance\n"
        "13/01/2024,a,10.00,0.00,110.00\n14/01/2024,b,1.00,3.00,108.00\n15/01/2024,c,-1.00,0.50,106.50\n"
    )
    reading = reading_of(text)
    assert [(row.type, row.amount) for row in reading.rows] == [
        ("Income", Decimal("10.00")),
        ("Expense", Decimal("2.00")),
        ("Expense", Decimal("1.50")),
    ]


def test_a_fee_that_cannot_be_read() -> None:
    text = "Date,Text,Amount,Fee\n13/01/2024,a,-10.00,x\n14/01/2024,b,-1.00,0.10\n"
    reading = reading_of(text, fee="Fee")
    assert [error.field for error in reading.rejected] == ["fee"]
    assert [row.amount for row in reading.rows] == [Decimal("1.10")]


def test_a_balance_line_beside_a_broken_balance() -> None:
    text = (
        "Date,Text,Amount,Balance\n"
        "13/01/2024,Saldo per 1.1.,0.00,x\n14/01/2024,b,-1.00,5.00\n15/01/2024,b,-1.00,4.00\n"
    )
    assert [line.row for line in reading_of(text).skipped] == [2]


def test_far_too_many_cells() -> None:
    reading = reading_of(f"{HEAD}13/01/2024,a,-1.00\n14/01/2024,b,-1.00{',x' * 30}\n15/01/2024,c,-1.00\n")
    assert [error.field for error in reading.rejected] == ["row"]


def test_more_cells_at_the_end_are_passed_over() -> None:
    reading = reading_of(f"{HEAD}13/01/2024,a,-1.00\n14/01/2024,b,-1.00,remark\n15/01/2024,c,-1.00\n")
    assert len(reading.rows) == 3


def test_an_empty_statement() -> None:
    for text in (HEAD, "Date;Text;Debit;Credit;Balance\n", "Buchungstag;Verwendungszweck;Betrag\n"):
        assert reading_of(text) == Reading([], [], [])
