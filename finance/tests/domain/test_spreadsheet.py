"""Texts that a spreadsheet would run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.domain.spreadsheet import neutralise, restore


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "＝1",
        "＋1",
        "－x",
        "＠x",
        "'=1+1",
        "''@x",
        "-",
        "+91 98765",
    ],
)
def test_formula_gets_a_quote(text: str) -> None:
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "Coffee", "a=b", "'quoted'", "O'Hare", "12.50", "-12.50", "+5", "-1,000.25", "1-2"]
)
def test_plain_text_and_numbers_stay(text: str) -> None:
    assert neutralise(text) == text


@given(st.text(alphabet="'=+-@\t\r＝＋－＠1.,a ", max_size=6) | st.text(max_size=12))
def test_every_text_comes_back(text: str) -> None:
    assert restore(neutralise(text)) == text
