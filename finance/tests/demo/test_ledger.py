"""The made-up ledger: what every seed and every day must hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.drf.scalars import parse_day
from finance.demo.ledger import ledger
from finance.demo.persona import CARD
from finance.domain.upload_rows import read_upload_rows

Row = dict[str, Any]
START, TODAY = date(2023, 11, 1), date(2026, 11, 20)
seeds = st.integers(min_value=0, max_value=10**6)
days = st.dates(min_value=date(2024, 1, 1), max_value=date(2024, 12, 31))


@pytest.fixture(scope="module")
def three_years() -> list[Row]:
    return ledger(seed=20, start=START, months=37, today=TODAY)


def test_it_is_the_same_everywhere(three_years: list[Row]) -> None:
    assert len(three_years) == 3926
    assert (
        sha256(msgspec.json.encode(three_years)).hexdigest()
        == "7db3559927fc61474decb92b19d23f4bca8eb8876c8509d5f72de5e7b9fbeb36"
    )


def test_another_seed_is_another_household(three_years: list[Row]) -> None:
    assert ledger(seed=21, start=START, months=37, today=TODAY) != three_years


@settings(max_examples=20)
@given(seed=seeds, today=days)
def test_no_row_is_older_than_its_start_or_younger_than_today(seed: int, today: date) -> None:
    rows = ledger(seed=seed, start=date(2024, 1, 1), months=12, today=today)
    told = [row["date"] for row in rows]
    assert told == sorted(told)
    assert {"2024-01-01"} <= set(told)
    assert max(told) <= today.isoformat()


@settings(max_examples=20)
@given(seed=seeds, today=days)
def test_a_later_day_only_adds_rows(seed: int, today: date) -> None:
    months = today.month
    told = ledger(seed=seed, start=date(2024, 1, 1), months=months, today=today)
    later = ledger(seed=seed, start=date(2024, 1, 1), months=months + 2, today=date(2025, 2, 1))
    assert [row for row in later if row["date"] <= today.isoformat()] == told


@settings(max_examples=20)
@given(seed=seeds, today=days)
def test_every_transfer_has_both_legs(seed: int, today: date) -> None:
    rows = ledger(seed=seed, start=date(2024, 1, 1), months=12, today=today)
    assert legs(rows, "Transfer-Out", "account", "category") == legs(
        rows, "Transfer-In", "category", "account"
    )


def legs(rows: list[Row], kind: str, source: str, target: str) -> Counter[tuple[Any, ...]]:
    return Counter(
        (row["date"], row["amount"], row[source], row[target]) for row in rows if row["type"] == kind
    )


@settings(max_examples=20)
@given(seed=seeds)
def test_no_account_but_the_card_owes_at_the_end_of_a_day(seed: int) -> None:
    balances: dict[str, Decimal] = defaultdict(Decimal)
    by_day: dict[str, list[Row]] = defaultdict(list)
    for row in ledger(seed=seed, start=date(2024, 1, 1), months=12, today=date(2024, 12, 31)):
        by_day[row["date"]].append(row)
    for rows in by_day.values():
        for row in rows:
            sign = 1 if row["type"] in {"Income", "Transfer-In"} else -1
            balances[row["account"]] += sign * row["amount"]
        assert {name for name, balance in balances.items() if balance < 0} <= {CARD}


def test_an_upload_takes_every_row_and_merges_every_transfer(three_years: list[Row]) -> None:
    read = read_upload_rows(three_years, parse_day=parse_day, account_currencies={}, base_currency="INR")
    assert read.problems == []
    assert read.merged_legs == Counter(row["type"] for row in three_years)["Transfer-In"]
    assert Counter(row.type for row in read.rows) == {"Expense": 3379, "Transfer": 221, "Income": 105}


def test_it_has_what_the_product_is_about(three_years: list[Row]) -> None:
    assert {tuple(row) for row in three_years} == {
        ("date", "amount", "type", "category", "subcategory", "account", "note")
    }
    notes = defaultdict(list)
    for row in three_years:
        notes[row["note"]].append(row)
    assert len(notes["Salary, Nimbus Software"]) == len(notes["Rent, Indiranagar flat"]) == 37
    assert [row["amount"] for row in notes["Netflix"][17:21]] == [499, 499, 649, 649]
    rides = Counter((row["date"], row["amount"]) for row in notes["Namma Metro"])
    assert set(rides.values()) == {2}
    assert len([note for note in notes if note.startswith("Refund: ")]) >= 3
    power: dict[int, list[Decimal]] = defaultdict(list)
    for row in notes["BESCOM electricity"]:
        power[int(row["date"][5:7])].append(row["amount"])
    assert min(power[5]) > max(power[9])
