from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from config.lib.text import clean, fold

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
anything = st.text(st.characters(exclude_categories=()))
signs = st.text(
    st.sampled_from([*"aAéÉ \t\n\0\x85\u3000ß İıΣςｶﾞ\u0345\u0301\u094d\u200d\ud800\u202e\ufdfa"]), max_size=12
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", ""),
        ("   ", ""),
        ("Coffee", "Coffee"),
        ("  UPI/123 \t\n  Zomato  ", "UPI/123 Zomato"),
        ("a\0b\x07c\x7f", "abc"),
        ("a\r\nb\x0bc\x1cd\x85e\u2028f\xa0g\u3000h", "a b c d e f g h"),
        ("a \x01 b", "a b"),
        ("\u202eevil\u202c \u2066x\u2069\u200f", "evil x"),
        ("\ufeffCaf\u0065\u0301", "Caf\u00e9"),
        ("https://x.example/a?b=c&d=%20#e", "https://x.example/a?b=c&d=%20#e"),
        ("lone \ud83d half", "lone half"),
        ("👩\u200d👩\u200d👧 \u0915\u094d\u200d\u0937", "👩\u200d👩\u200d👧 \u0915\u094d\u200d\u0937"),
        ("ＦＵＬＬ ①", "ＦＵＬＬ ①"),
        ("₹500 – “ok”", "₹500 – “ok”"),
    ],
)
def test_clean(value: str, expected: str) -> None:
    assert clean(value) == expected


@pytest.mark.parametrize(
    ("value", "limit", "expected"),
    [("x" * 501, 500, "x" * 500), ("ab cd", 3, "ab"), ("ab  cd", 4, "ab c"), ("éa", 1, "é"), ("abc", 0, "")],
)
def test_clean_keeps_no_more_than_the_limit(value: str, limit: int, expected: str) -> None:
    assert clean(value, limit=limit) == expected


@given(anything | signs, st.integers(0, 20))
@example("\u1100\u1161\u11a8", 1)
def test_laws_of_clean(value: str, limit: int) -> None:
    once = clean(value, limit=limit)
    assert clean(once, limit=limit) == once
    assert len(once) <= limit
    assert not any(unicodedata.category(sign) in {"Cc", "Cs"} or sign in BIDI for sign in once)
    assert once == once.strip()
    assert "  " not in once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()


@given(st.text(st.characters(codec="ascii")))
def test_the_fast_path_of_ascii_is_no_other_path(value: str) -> None:
    beyond_ascii = "\ufeff" + value  # a sign that both drop
    assert clean(beyond_ascii) == clean(value)
    assert fold(beyond_ascii) == fold(value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Food & Dining", "  food &  DINING "),
        ("CAFÉ", "cafe"),
        ("Cafe\u0301", "café"),
        ("ＨＤＦＣ　Ｂａｎｋ", "hdfc bank"),
        ("Straße", "STRASSE"),
        ("ﬁnance", "FINANCE"),
        ("ΟΔΟΣ", "οδος"),
        ("İstanbul", "istanbul"),
        ("Łódź", "LODZ"),
        ("Smørrebrød", "smorrebrod"),
        ("ｶﾞｽ", "ガス"),
        ("soft\u00adhyphen", "softhyphen"),
        ("zero\u200bwidth", "zerowidth"),
        ("☕\ufe0f", "☕"),
        ("²", "2"),
        ("ǅ", "dž"),
    ],
)
def test_spellings_that_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("\u0915\u0941\u0932", "\u0915\u0932"),  # Hindi "clan" and "yesterday" differ by a vowel sign
        ("\u0915\u093f\u0932\u093e", "\u0915\u0932\u093e"),
        ("か", "が"),
        ("food", "good"),
        ("a b", "ab"),
        ("5%", "5_"),
    ],
)
def test_words_that_are_two(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(anything | signs)
def test_laws_of_fold(value: str) -> None:
    once = fold(value)
    assert fold(once) == once
    assert fold(clean(value, limit=10**6)) == once
    assert "  " not in once
    assert once == once.strip()
    assert not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in once)
    once.encode()


@given(anything)
def test_case_never_matters(value: str) -> None:
    assert fold(value.upper()) == fold(value.upper().casefold())
    assert fold(value.casefold()) == fold(value)
