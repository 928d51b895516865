"""The recipe is frozen: a changed digest makes every file that was ever imported look new."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from config.lib.money import to_units
from finance.domain.fingerprint import VERSION, fingerprinter
from finance.domain.incoming import IncomingTransaction


def row(**changed: Any) -> IncomingTransaction:
    usual = {"date": date(2025, 1, 15), "amount": Decimal("5000.50"), "currency": None, "type": "Expense",
             "account": "HDFC Savings", "note": "Weekly groceries"}  # fmt: skip
    return IncomingTransaction(**{**usual, **changed})


def digest(**changed: Any) -> str:
    made = row(**changed)
    return fingerprinter()(made, to_units(made.amount)).hex()


FROZEN: dict[str, tuple[dict[str, Any], str]] = {
    "a purchase": ({}, "4b02934359ce4ab07e4930bcfb86d839431db5927d48b10b507dc18655651d4b"),
    "another currency": (
        {"currency": "EUR", "amount": Decimal("0.01")},
        "773d87359f688b56156d93725ab18e9801073e309e1776b74f177ecb2764e87e",
    ),
    "a transfer": (
        {"type": "Transfer", "to_account": "Café Çash"},
        "f5a0940acd96b9598f832ee612365e38436822aea4ef389b2cc953101ce9d89b",
    ),
    "a note of the world": (
        {"note": "चाय ☕ naïve"},
        "ff558a4e9e7f910380b98a483a9f7238c9343385e9cec5b2a6c0736cc49fadd1",
    ),
}


@pytest.mark.parametrize(("changed", "expected"), FROZEN.values(), ids=FROZEN)
def test_version_one(changed: dict[str, Any], expected: str) -> None:
    assert VERSION == 1
    assert digest(**changed) == expected


@pytest.mark.parametrize(
    "changed",
    [
        {"category": "Food", "subcategory": "Out"},
        {"merchant": "Big Bazaar"},
        {"status": "pending"},
        {"tags": ("a",)},
        {"external_id": "x"},
        {"line": 7},
        {"account": "hdfc  SAVINGS"},
        {"amount": Decimal("5000.5")},
    ],
)
def test_what_is_no_part_of_it(changed: dict[str, Any]) -> None:
    assert digest(**changed) == digest()


@pytest.mark.parametrize(
    "changed",
    [
        {"date": date(2025, 1, 16)},
        {"amount": Decimal("5000.51")},
        {"type": "Income"},
        {"currency": "INR"},
        {"account": "HDFC"},
        {"note": "weekly groceries"},
        {"type": "Transfer", "to_account": "Cash"},
    ],
)
def test_what_is_a_part_of_it(changed: dict[str, Any]) -> None:
    assert digest(**changed) != digest()
