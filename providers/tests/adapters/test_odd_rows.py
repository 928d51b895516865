"""Whatever stands in a field, a row is read or set aside, and a page is read or malformed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.lib import strictjson
from providers.adapters.banka import normalise as a
from providers.adapters.bankb import normalise as b
from providers.adapters.bankc import normalise as c
from providers.adapters.plaid import normalise as plaid
from providers.domain.contract import Malformed, Page
from providers.domain.fields import Unreadable
from providers.tests import writers
from providers.tests.consentserver import new_row
from providers.tests.loopback import dumps

DATA = Path(__file__).parents[1] / "data" / "plaid"
FRAME = {"removed": ["t9"], "next_cursor": "c", "has_more": False, "unavailable": []}
ROW = ("added", "t1", new_row("t1", "-1.50"))

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(["2026-02-30", "USD", "1e5", "-0", "9" * 30, Decimal("1E+30"), "\u202e", " "]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=3,
)


def recorded(name: str) -> Any:
    return strictjson.loads((DATA / f"{name}.json").read_bytes())


def page_of(write: Callable[[Any], Any]) -> Any:
    return strictjson.loads(dumps({**write([ROW, ("modified", *ROW[1:])]), **FRAME}))


PAGES = [
    pytest.param(a.page, page_of(writers.write_banka), id="banka"),
    pytest.param(b.page, page_of(writers.write_bankb), id="bankb"),
    pytest.param(c.page, page_of(writers.write_bankc), id="bankc"),
    pytest.param(plaid.page, recorded("transactions_sync"), id="plaid"),
    pytest.param(plaid.holdings, recorded("investments_holdings_get"), id="holdings"),
]
ACCOUNTS = [
    pytest.param(a.account, writers.BANKA_ACCOUNTS["accounts"][1], id="banka"),
    pytest.param(b.account, writers.BANKB_ACCOUNTS["data"][0], id="bankb"),
    pytest.param(c.account, writers.BANKC_ACCOUNTS["accountList"][0], id="bankc"),
    pytest.param(plaid.account, recorded("accounts_get")["accounts"][0], id="plaid"),
]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value inside."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in inside for found in [(*path, key), *places(inner, (*path, key))]]


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = put(value[path[0]], path[1:], new)
    return copy


@pytest.mark.parametrize(("read", "body"), PAGES)
def test_a_page_is_read_or_malformed(read: Callable[[Any], Any], body: Any) -> None:
    whole = read(body)

    @settings(max_examples=150, deadline=None)
    @given(st.sampled_from(places(body)), VALUES)
    def law(path: tuple[Any, ...], value: Any) -> None:
        try:
            told = read(put(body, path, value))
        except Malformed:
            return
        if isinstance(whole, Page):
            assert sum(map(len, (told.added, told.modified, told.removed, told.rejected))) >= (
                0 if len(path) == 1 else 3
            )

    law()


@pytest.mark.parametrize(("read", "row"), ACCOUNTS)
def test_an_account_is_read_or_unreadable(read: Callable[[Any], Any], row: Any) -> None:
    assert read(row)

    @settings(max_examples=80, deadline=None)
    @given(st.sampled_from(places(row)), VALUES)
    def law(path: tuple[Any, ...], value: Any) -> None:
        with suppress(Unreadable):
            read(put(row, path, value))

    law()
