from __future__ import annotations

import pytest

from config.lib.text import fold
from finance.domain.known_typos import corrected_name

OWNED = {fold(name) for name in ("Food & Dining", "Entertainment", "Healthcare")}


@pytest.mark.parametrize(
    ("hint", "meant"),
    [
        ("food & dinning", "Food & Dining"),
        ("Food &  Dinning", "Food & Dining"),
        ("ENTERTIANMENT", "Entertainment"),
        ("Health Care", "Healthcare"),
        ("Entertainment", "Entertainment"),
        ("entertainment", "entertainment"),  # a right spelling is left alone; names are equal by their key
        ("Shoping", "Shoping"),  # nobody owns Shopping: the source's word stays
        ("Dinning", "Dinning"),
        ("", ""),
    ],
)
def test_a_typo_means_a_category_that_is_there(hint: str, meant: str) -> None:
    assert corrected_name(hint, OWNED) == meant


def test_a_name_that_the_person_has_is_no_typo() -> None:
    assert corrected_name("Entertianment", {*OWNED, "entertianment"}) == "Entertianment"
