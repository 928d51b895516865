from __future__ import annotations

import itertools
from collections import Counter
from decimal import Decimal
from hashlib import sha256
from typing import Any

import msgspec
import pytest

from accounts.models import User
from config.bench.ledger import ACCOUNTS, CATEGORIES, MERCHANTS, change_rows, changes_in, make_rows
from finance.services.upload import Upload, upload_rows

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return make_rows(10_000)


def content(row: Row) -> tuple[Any, ...]:
    return tuple(row.values())


def test_it_is_the_same_everywhere(rows: list[Row]) -> None:
    digest = sha256(msgspec.json.encode(rows)).hexdigest()
    assert digest == "34460da759f5dba5baa2f62cacf3d6581eb0bf5fe0dceb40a86cba17fd058d39"


def test_it_is_as_large_as_promised(rows: list[Row]) -> None:
    assert (len(ACCOUNTS), len(CATEGORIES), len(set(MERCHANTS))) == (12, 30, 400)
    spent = [row for row in rows if row["type"] != "Transfer"]
    assert {row["account"] for row in rows} == set(ACCOUNTS)
    assert {(row["category"], row["subcategory"]) for row in spent} == set(CATEGORIES)
    assert {row["note"].rsplit(" ", 1)[0] for row in rows} == set(MERCHANTS)
    assert (rows[0]["date"], rows[-1]["date"]) == ("2015-01-01", "2024-12-30")


def test_one_in_a_hundred_is_a_repeat_and_half_as_many_are_corrections(rows: list[Row]) -> None:
    pairs = list(itertools.pairwise(rows))
    repeats = [number for number, (row, following) in enumerate(pairs, 1) if row == following]
    corrected = [
        number
        for number, (row, following) in enumerate(pairs, 1)
        if {**row, "amount": row["amount"] + Decimal("0.10")} == following
    ]
    assert repeats == list(range(50, 10_000, 100))
    assert corrected == list(range(75, 10_000, 200))
    assert Counter(Counter(map(content, rows)).values())[2] >= 100


def test_each_change_is_of_one_in_a_hundred_other_rows(rows: list[Row]) -> None:
    first = change_rows(rows, 0)
    second = change_rows(first, 1)
    for before, after in ((rows, first), (first, second)):
        changed = [old for old, new in zip(before, after, strict=True) if old != new]
        assert len(changed) == changes_in(10_000) == 100


@pytest.mark.django_db
def test_the_ledger_takes_every_row(ana: User) -> None:
    rows = make_rows(1_000)
    done = upload_rows(user=ana, upload=Upload("Bench.xlsx", "a" * 64, rows))
    assert done.stats == {
        "processed": 1000, "inserted": 1000, "updated": 0, "deleted": 0, "unchanged": 0, "merged_legs": 0
    }  # fmt: skip
