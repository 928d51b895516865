from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preferences.domain.names import by_clean_name, distinct


def test_the_first_spelling_stays_in_its_place() -> None:
    assert distinct(["Café", "Rent", "CAFE", "rent", "Food"]) == ["Café", "Rent", "Food"]
    assert distinct([]) == []


@given(st.lists(st.text(max_size=5)))
def test_distinct_names_stay_as_they_are(names: list[str]) -> None:
    once = distinct(names)
    assert distinct(once) == once
    assert set(once) <= set(names)


def test_keys_are_cleaned() -> None:
    assert by_clean_name({"  HDFC \t Card\u202e": 1, "Cash": 2}) == {"HDFC Card": 1, "Cash": 2}


@pytest.mark.parametrize("values", [{"": 1}, {" \u200e ": 1}])
def test_a_key_that_is_no_name(values: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="must not be empty"):
        by_clean_name(values)


@pytest.mark.parametrize("values", [{"Card": 1, "card": 1}, {"Card": 1, " Card ": 2}, {"Café": 1, "cafe": 2}])
def test_one_name_in_two_spellings(values: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="twice"):
        by_clean_name(values)
