from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from config.drf.scalars import parse_day
from finance.domain.incoming import IncomingTransaction
from finance.domain.upload_rows import RowProblem, UploadRows, read_upload_rows

ROW = {
    "date": "2025-01-15",
    "amount": 5000,
    "type": "Expense",
    "category": "Groceries",
    "subcategory": "Supermarket",
    "account": "HDFC",
    "note": "Weekly groceries",
}


def read(*rows: Any) -> UploadRows:
    currencies = {"yen account": "JPY"}
    return read_upload_rows(rows, parse_day=parse_day, account_currencies=currencies, base_currency="INR")


def test_a_row_in_full() -> None:
    row = {
        **ROW,
        "currency": "usd",
        "external_id": " a1 ",
        "merchant": "Big  Bazaar",
        "tags": ["x", " x", "", "y"],
    }

    assert read(row).rows == [
        IncomingTransaction(
            date=date(2025, 1, 15),
            amount=Decimal(5000),
            currency="USD",
            type="Expense",
            account="HDFC",
            category="Groceries",
            subcategory="Supermarket",
            note="Weekly groceries",
            merchant="Big Bazaar",
            external_id="a1",
            tags=("x", "y"),
            line=1,
        )
    ]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        *((word, "Expense") for word in ("exp.", "EXPENSE", "Expenses", "debit")),
        *((word, "Income") for word in ("income", " Credit ")),
        *((word, "Transfer") for word in ("transfer", "Transfer-Out", "transfer  out")),
    ],
)
def test_the_words_of_spreadsheets(word: str, kind: str) -> None:
    assert [row.type for row in read({**ROW, "type": word}).rows] == [kind]


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"surprise": 1}, "surprise", "Unknown field"),
        ({"type": "gift"}, "type", "Must be Income, Expense or Transfer"),
        ({"type": None}, "type", "Must be Income, Expense or Transfer"),
        ({"type": ["Expense"]}, "type", "Must be Income, Expense or Transfer"),
        ({"account": ""}, "account", "Required"),
        ({"account": 5}, "account", "Must be text"),
        ({"account": "x" * 121}, "account", "At most 120 characters"),
        ({"to_account": "Wallet"}, "to_account", "Only a transfer has one"),
        ({"date": "15/01/2025"}, "date", "Must be a date, YYYY-MM-DD"),
        ({"date": 20250115}, "date", "Must be a date, YYYY-MM-DD"),
        ({"amount": None}, "amount", "Not a number"),
        ({"amount": True}, "amount", "Not a number"),
        ({"amount": "1_000"}, "amount", "Not a number"),
        ({"amount": "1.005"}, "amount", "At most 2 decimals"),
        ({"amount": "1.5", "currency": "JPY"}, "amount", "At most 0 decimals"),
        ({"amount": "1.5", "account": "Yen Account"}, "amount", "At most 0 decimals"),
        ({"amount": -1}, "amount", "Must not be negative: the direction is in type"),
        ({"currency": "ZZZ"}, "currency", "Must be a currency code, such as INR"),
        ({"currency": 5}, "currency", "Must be a currency code, such as INR"),
        ({"note": "x" * 501}, "note", "At most 500 characters"),
        ({"note": 5}, "note", "Must be text"),
        ({"tags": "a"}, "tags", "Must be a list of texts"),
        ({"tags": [5]}, "tags", "Must be text"),
        ({"tags": ["x" * 61]}, "tags", "At most 60 characters"),
        ({"type": "transfer", "category": "hdfc"}, "category", "A transfer needs two different accounts"),
        (
            {"type": "transfer-in", "category": ""},
            "category",
            "Must name the account that the transfer came from",
        ),
    ],
)
def test_what_is_wrong_is_named(changed: dict[str, Any], field: str, message: str) -> None:
    read_rows = read(ROW, {**ROW, **changed})

    assert read_rows.problems == [RowProblem(2, field, message)]
    assert len(read_rows.rows) == 1


def test_a_row_that_is_no_object() -> None:
    assert read("x").problems == [RowProblem(1, "row", "Must be an object")]


def test_a_category_is_no_opinion_when_it_is_empty() -> None:
    [row] = read({**ROW, "category": ""}).rows

    assert (row.category, row.subcategory) == (None, None)


@pytest.mark.parametrize(
    ("kind", "more", "sides"),
    [
        ("transfer-out", {"category": "Wallet"}, ("HDFC", "Wallet")),
        ("transfer-in", {"category": "Wallet"}, ("Wallet", "HDFC")),
        ("transfer-in", {"category": "x", "to_account": "Wallet"}, ("HDFC", "Wallet")),
        ("transfer", {"category": ""}, ("HDFC", None)),
    ],
)
def test_the_sides_of_a_transfer(kind: str, more: dict[str, str], sides: tuple[str, str | None]) -> None:
    [row] = read({**ROW, "type": kind, **more}).rows

    assert (row.account, row.to_account) == sides
    assert (row.category, row.subcategory) == (None, None)


def test_an_arriving_leg_belongs_to_one_leaving_leg() -> None:
    out = {**ROW, "type": "transfer-out", "account": "Bank", "category": "Wallet"}
    into = {**ROW, "type": "transfer-in", "account": "wallet", "category": "BANK"}
    found = read(into, out, into, {**into, "amount": 1})

    assert found.merged_legs == 1
    assert [(row.line, row.amount) for row in found.rows] == [
        (2, Decimal(5000)),
        (3, Decimal(5000)),
        (4, Decimal(1)),
    ]
