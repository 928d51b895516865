from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from providers.domain.contract import BankRow, Malformed, Page, Rejected
from providers.domain.fields import Row, Unreadable, identity
from providers.domain.pages import members, named, read_page, read_rows

FRAME = {"next_cursor": "c1", "has_more": False}


def read(row: Row) -> BankRow:
    if "bad" in row:
        raise Unreadable("bad is not good")
    return BankRow(identity(row, "id"), "a", date(2026, 1, 1), Decimal(1), "USD", "", "")


def page(body: Row, **lists: Any) -> Page:
    whole = {"added": (), "modified": (), "removed": (), **lists}
    return read_page(body, read=read, id_field="id", **whole)


def test_a_page() -> None:
    told = page(FRAME, added=[{"id": "1"}], modified=[{"id": "2"}], removed=named(["3", "4"]))
    assert told == Page((read({"id": "1"}),), (read({"id": "2"}),), ("3", "4"), "c1", has_more=False)


def test_what_cannot_be_read_is_counted_wherever_it_stands() -> None:
    told = page(
        {**FRAME, "has_more": True},
        added=[{"id": "1", "bad": 1}, "text", {"id": []}],
        modified=[{"id": "2", "bad": 1}],
        removed=named([None, "9"]),
    )
    assert told.added == told.modified == ()
    assert told.removed == ("9",)
    assert told.rejected == (
        Rejected("1", "bad is not good"),
        Rejected("", "not an object"),
        Rejected("", "id is not an id"),
        Rejected("2", "bad is not good"),
        Rejected("", "id is not an id"),
    )


@pytest.mark.parametrize(
    "change",
    [
        {"has_more": None},
        {"has_more": 1},
        {"next_cursor": None},
        {"next_cursor": 5},
        {"next_cursor": "x" * 4001},
        {"next_cursor": "a\nb"},
        {"next_cursor": "", "has_more": True},
    ],
)
def test_a_frame_that_is_none(change: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        page({**FRAME, **change})


def test_an_empty_cursor_at_the_end_is_a_bank_that_knows_nothing_yet() -> None:
    assert page({**FRAME, "next_cursor": ""}) == Page()


def test_accounts_that_are_down() -> None:
    assert page({**FRAME, "unavailable": ["acc-1", 5]}).unavailable == ("acc-1",)
    assert page({**FRAME, "unavailable": "acc-1"}).unavailable == ()


def test_lists() -> None:
    assert members({"rows": [1]}, "rows") == [1]
    bodies: list[dict[str, Any]] = [{}, {"rows": None}, {"rows": {}}, {"rows": "text"}]
    for body in bodies:
        with pytest.raises(Malformed):
            members(body, "rows")


def test_rows_of_any_kind() -> None:
    assert read_rows([{"n": 1}, 2], lambda row: row["n"], "id") == ((1,), (Rejected("", "not an object"),))
