from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from config.lib.strictjson import JsonError, loads

D = Decimal

tricky = st.text(st.sampled_from([*'"\\/[]{}:,nu0dé \t', "\U0001f600"]), max_size=8)
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.text(st.characters(codec="utf-8", exclude_characters="\0"))
)
values = st.recursive(
    scalars | tricky,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(tricky, inner, max_size=4),
    max_leaves=20,
)


@given(values, st.booleans(), st.sampled_from([None, 1, "\t"]))
def test_what_json_writes_is_read_back(value: Any, ascii_only: bool, indent: Any) -> None:
    assert loads(json.dumps(value, ensure_ascii=ascii_only, indent=indent).encode()) == value


def test_numbers_are_exact() -> None:
    found = loads(b'{"a": 0.1, "b": 12345678901.2345678901, "c": 1e2, "d": -0.00, "e": 7, "f": 1E-5}')
    assert found == {
        "a": D("0.1"),
        "b": D("12345678901.2345678901"),
        "c": D(100),
        "d": D("0.00"),
        "e": 7,
        "f": D("0.00001"),
    }
    assert [type(value) for value in found.values()] == [D, D, D, D, int, D]
    assert loads(b"9" * 40) == int("9" * 40)
    assert loads(b"1e400") == D("1e400")


@pytest.mark.parametrize("value", [{}, [], "", None, 0, "x"])
def test_any_kind_of_value_may_be_the_document(value: Any) -> None:
    assert loads(b" \n\t\r" + json.dumps(value).encode() + b" ") == value


@pytest.mark.parametrize(
    "data",
    [
        b"", b" ", b"{", b"[1,]", b"{'a':1}", b"[1] 2", b"nul", b"01", b"1.", b".5", b"+1", b"--1", b"[1 2]",
        b'"', b'{"a"}', b"]", b"}{", b'"\\', b'"\\"', b'["\\x"]', b'"\\u12"', b'"\\u00g0"', b'"a\nb"',
        b'"\t"', b"\\", b"\x0c1", b"// x\n1", b"1_000", b"0x10", "１".encode(), "\u20281".encode(),
    ],
)  # fmt: skip
def test_what_is_no_json(data: bytes) -> None:
    with pytest.raises(JsonError):
        loads(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\xff", b'"\xc3\x28"', b'"\xed\xa0\x80"', b'"\xf0\x9f\x98"', '"é"'.encode("latin-1"),
        "{}".encode("utf-16"), "{}".encode("utf-32-le"),
    ],
)  # fmt: skip
def test_only_utf_8_is_read(data: bytes) -> None:
    with pytest.raises(JsonError):
        loads(data)


def test_a_byte_order_mark_is_refused() -> None:
    with pytest.raises(JsonError, match="byte order mark"):
        loads(b"\xef\xbb\xbf{}")


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":1}',
        b'[{"b":{"a":1,"c":2,"a":3}}]',
        b'{"a":1,"\\u0061":2}',
        '{"é":1,"\\u00e9":2}'.encode(),
    ],
)
def test_a_key_that_occurs_twice_is_refused(data: bytes) -> None:
    with pytest.raises(JsonError, match="Duplicate key"):
        loads(data)


@pytest.mark.parametrize("name", [b"NaN", b"Infinity", b"-Infinity"])
def test_what_is_no_number_of_json(name: bytes) -> None:
    with pytest.raises(JsonError, match="not a JSON number"):
        loads(b"[" + name + b"]")


@pytest.mark.parametrize(
    "number",
    [
        b"1" * 41, b"-" + b"1" * 5000, b"0." + b"1" * 39, b"1" * 10**6, b"1e401", b"1E-401",
        b"-0e+99999999999999999999", b"1e1000000",
    ],
    ids=range(8),
)  # fmt: skip
def test_monstrous_numbers_are_refused(number: bytes) -> None:
    with pytest.raises(JsonError, match="number"):
        loads(b'{"limit": ' + number + b"}")


@pytest.mark.parametrize(
    "text",
    [
        r"\u0000", r"a\u0000b", r"\\\u0000", r"\ud83d", r"\uD83D", r"\ude00", r"\ude00\ud83d",
        r"\ud83d\ud83d\ude00", r"\ud83d\ude00\ude00", r"\ud83dx\ude00", r"\ud83d\\ude00", r"\\ud83d\ude00",
        r"\ud83d\n", r"\ud83d\u0041",
    ],
)  # fmt: skip
def test_nul_and_half_pairs_are_refused_everywhere(text: str) -> None:
    for document in (f'"{text}"', f'{{"{text}": 1}}', f'[[{{"k": ["{text}"]}}]]'):
        with pytest.raises(JsonError, match="NUL, half a surrogate pair"):
            loads(document.encode())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\\u0000", r"\u0000"),
        (r"\\ud83d", r"\ud83d"),
        (r"\\\\u0000", r"\\u0000"),
        (r"\ud83d\ude00", "😀"),
        (r"\uD83D\uDE00", "😀"),
        (r"\\\ud83d\ude00", "\\😀"),
        (r"\u0001", "\x01"),
        (r"\ud7ff\ue000", "\ud7ff\ue000"),
        (r"\"\/\b\f\n\r\t", '"/\b\f\n\r\t'),
    ],
)
def test_other_escapes_are_read(text: str, expected: str) -> None:
    assert loads(f'{{"{text}": "{text}"}}'.encode()) == {expected: expected}


@given(
    st.lists(
        st.sampled_from(
            [r"\\", r"\n", r"\"", r"\u0041", r"\u0000", r"\ud83d", r"\ude00", "u0000", "ud83d", "x"]
        )
    )
)
@example([r"\ud83d", r"\ude00"])
def test_text_is_refused_exactly_when_it_could_not_be_stored(pieces: list[str]) -> None:
    document = '"' + "".join(pieces) + '"'
    plain = json.loads(document)
    if _storable(plain):
        assert loads(document.encode()) == plain
    else:
        with pytest.raises(JsonError):
            loads(document.encode())


def _storable(text: str) -> bool:
    return "\0" not in text and not any(0xD800 <= ord(sign) < 0xE000 for sign in text)


def nested(depth: int, kinds: str) -> bytes:
    opening = "".join('{"a":' if kinds[level % len(kinds)] == "{" else "[" for level in range(depth))
    closing = "".join("}" if kinds[level % len(kinds)] == "{" else "]" for level in reversed(range(depth)))
    return (opening + "1" + closing).encode()


@pytest.mark.parametrize("kinds", ["[", "{", "[{", "{[[", "{{["])
def test_depth_is_counted_exactly(kinds: str) -> None:
    loads(nested(32, kinds))
    with pytest.raises(JsonError, match="deeper than 32"):
        loads(nested(33, kinds))
    with pytest.raises(JsonError, match="deeper than 2"):
        loads(nested(3, kinds), max_depth=2)


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000, b'{"a":' * 100_000, b"[" * 100_000 + b"]" * 100_000, nested(100_000, "{["),
        b"[]" * 40 + b"[" * 50_000, b"]" * 50_000 + b"[" * 50_000, b"[" * 17_000_000,
        b'{"a":"' + b"[" * 100_000, b"[{" * 50_000 + b"]}" * 50_000,
    ],
    ids=range(9),
)  # fmt: skip
def test_m10_deep_nonsense_is_refused_at_once(data: bytes) -> None:
    with pytest.raises(JsonError):
        loads(data)


def test_even_without_a_limit_there_is_no_recursion_error() -> None:
    with pytest.raises(JsonError, match="too deeply"):
        loads(nested(100_000, "["), max_depth=10**6)


@given(values, tricky)
def test_brackets_inside_text_are_no_depth(value: Any, text: str) -> None:
    data = json.dumps([value, {text + "[[[{{{": "]]]" + text}]).encode()
    actual = max(2, 1 + _depth(value))
    assert loads(data, max_depth=actual)
    with pytest.raises(JsonError, match="deeper"):
        loads(data, max_depth=actual - 1)


def _depth(value: Any) -> int:
    if isinstance(value, dict):
        value = list(value.values())
    return 1 + max(map(_depth, value), default=0) if isinstance(value, list) else 0


def test_a_refusal_quotes_nothing_of_the_body() -> None:
    with pytest.raises(JsonError) as refused:
        loads(b'{"password": "hunter2", oops}')
    assert "hunter2" not in str(refused.value)
    assert "line 1, column 25" in str(refused.value)
    assert refused.value.__cause__ is None
