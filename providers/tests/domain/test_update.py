from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from providers.domain.contract import BankRow, Page, Rejected
from providers.domain.update import MOST_PAGES, Endless, Update


def row(external_id: str, amount: int = 1) -> BankRow:
    return BankRow(external_id, "a", date(2026, 1, 15), Decimal(amount), "USD", "words", "")


def page(cursor: str, *, more: bool = True, **parts: Any) -> Page:
    return Page(next_cursor=cursor, has_more=more, **parts)


def test_of_each_id_the_last_word_counts() -> None:
    update = Update("c0")

    assert update.add(page("c1", added=(row("x"), row("y")), removed=("old",)))
    assert update.add(page("c2", modified=(row("x", 5),), removed=("y",)))
    assert not update.add(page("c3", more=False, added=(row("old"),), rejected=(Rejected("z", "no date"),)))

    assert {key: told.amount for key, told in update.rows.items()} == {"x": 5, "old": 1}
    assert update.removed == {"y"}
    assert (update.cursor, update.told, update.rejected, update.whole) == ("c3", 6, 1, False)


def test_the_empty_cursor_is_the_beginning() -> None:
    assert Update("").whole


@pytest.mark.parametrize("cursors", [["c0"], ["c1", "c1"], ["c1", "c2", "c1"]])
def test_a_page_that_leads_back_is_the_end(cursors: list[str]) -> None:
    update = Update("c0")
    for cursor in cursors[:-1]:
        update.add(page(cursor))

    with pytest.raises(Endless):
        update.add(page(cursors[-1]))


def test_the_last_page_may_have_the_cursor_that_was_asked() -> None:
    assert not Update("c0").add(page("c0", more=False))


def test_there_are_not_more_pages_than_that() -> None:
    update = Update("")
    for number in range(MOST_PAGES - 1):
        assert update.add(page(f"c{number}"))

    with pytest.raises(Endless):
        update.add(page("one more"))
    assert update.pages == MOST_PAGES
