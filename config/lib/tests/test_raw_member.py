from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.lib import strictjson
from config.lib.strictjson import raw_member
from config.lib.tests.test_strictjson import tricky, values

HASH = "ab" * 32
ROWS = [{"note": f'row {number} "file_hash":"no" \\', "file_hash": "no"} for number in range(5000)]


def found(body: dict[str, Any], **style: Any) -> str | None:
    return raw_member(json.dumps(body, **style).encode(), "file_hash")


def test_before_and_after_a_large_array() -> None:
    assert found({"file_name": "a", "file_hash": HASH, "rows": ROWS}) == HASH
    assert found({"file_name": "a", "rows": ROWS, "file_hash": HASH}) == HASH
    assert found({"rows": ROWS, "a": 1, "file_hash": HASH, "b": None, "c": -1.5e3, "d": "x"}) == HASH
    assert found({"small": {"file_hash": "no"}, "list": [[], {}], "file_hash": HASH, "rows": ROWS}) == HASH
    assert found({"rows": ROWS, "file_hash": HASH, "force": True}, indent=2) == HASH
    assert found({"rows": ROWS, "file_hash": HASH}, separators=(",", ":")) == HASH


def test_not_found_between_two_large_arrays_nor_inside_one() -> None:
    assert found({"rows": ROWS, "file_hash": HASH, "more": ROWS}) is None
    assert found({"rows": ROWS, "nested": {"file_hash": "no"}}) is None
    assert found({"rows": ROWS}) is None


def test_escapes_in_key_and_value() -> None:
    assert raw_member(rb'{"file\u005fhash": "a\u0062\"\\c"}', "file_hash") == 'ab"\\c'
    rows = json.dumps(ROWS).encode()
    assert (
        raw_member(b'{"rows":' + rows + rb', "file\u005fhash" : "a\"b\\" , "z":"\\\""}', "file_hash")
        == 'a"b\\'
    )


@pytest.mark.parametrize(
    "data",
    [
        b"", b" ", b"{}", b"[]", b'"file_hash"', b'[{"file_hash":"no"}]', b'{"file_hash":1}',
        b'{"file_hash":null}', b'{"file_hash":["no"]}', b'{"file_hash":"\\u0000"}',
        b'{"file_hash":"\\ud83d"}', b'{"file_hash":"\xff"}', b'\xef\xbb\xbf{"file_hash":"no"}',
        b'{"a":"file_hash"}', b'{"note":"\\"file_hash\\":\\"no\\""}',
        b'{"note":"x\\\\\\",\\"file_hash\\":\\"no"}', b'{"a":{"file_hash":"no"}}', b'{"file_hash":"no"',
        b"{" * 70_000 + b"}", b'{"a":' * 50_000 + b"}", b'{"a":' + b"9" * 5000 + b"}",
        b"{" + b'"' * 70_000 + b"}", b"{" + b"\\" * 70_000 + b'"}',
    ],
    ids=range(23),
)  # fmt: skip
def test_nothing_to_be_found(data: bytes) -> None:
    assert raw_member(data, "file_hash") is None


@given(st.lists(st.tuples(tricky | st.just("file_hash"), values | tricky), unique_by=lambda pair: pair[0]))
def test_in_a_small_body_it_finds_what_parsing_finds(pairs: list[tuple[str, Any]]) -> None:
    expected = dict(pairs).get("file_hash")
    assert found(dict(pairs)) == (expected if isinstance(expected, str) else None)


@given(
    st.lists(st.tuples(tricky | st.just("file_hash"), values | tricky), unique_by=lambda pair: pair[0]),
    st.integers(2, 60),
    st.booleans(),
)
def test_a_window_that_cuts_anywhere_never_fools_it(
    pairs: list[tuple[str, Any]], window: int, ascii_only: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strictjson, "_WINDOW", window)
        assert found(dict(pairs), ensure_ascii=ascii_only) in {None, *_texts(dict(pairs).get("file_hash"))}


def _texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else []
