"""Failures on demand, as a program at the other end meets them."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from pytest_django import Settings

from config.lib import strictjson
from providers.models import MockFailure
from providers.tests.mockbank.test_reading import Reader, rows_of
from providers.tests.mockbank.visitor import Visitor, refused

pytestmark = pytest.mark.django_db
Later = Callable[[timedelta], datetime]


@pytest.mark.parametrize(
    ("value", "status", "code"),
    [
        (500, 500, "server_error"),
        (503, 503, "server_error"),
        (401, 401, "expired_token"),
        (403, 403, "access_revoked"),
        (410, 410, "cursor_reset"),
        (None, 500, "server_error"),
    ],
)
def test_a_status_comes_as_often_as_it_was_ordered(
    visitor: Visitor, value: Any, status: int, code: str
) -> None:
    assert visitor.control("status", value=value, times=2).status_code == 200
    for _ in range(2):
        assert refused(visitor.get("transactions")) == (status, code)
    assert visitor.get("transactions").status_code == 200
    assert not MockFailure.objects.exists()


@pytest.mark.parametrize("after", ["30", "Fri, 20 Nov 2026 18:00:30 GMT", "soon"])
def test_too_many_requests_say_when(visitor: Visitor, after: str) -> None:
    visitor.control("status", value={"status": 429, "retry_after": after})
    answered = visitor.get("transactions")
    assert refused(answered) == (429, "too_many_requests")
    assert answered.headers["Retry-After"] == after
    visitor.control("status", value=429)
    assert visitor.get("transactions").headers["Retry-After"] == "1"


@pytest.mark.parametrize("on", ["accounts", "transactions", "token", "any"])
def test_a_failure_meets_the_call_that_it_is_for(visitor: Visitor, on: str) -> None:
    visitor.control("status", value=500, on=on, times=0)
    met = {
        "accounts": visitor.get("accounts").status_code,
        "transactions": visitor.get("transactions").status_code,
        "token": visitor.refresh().status_code,
    }
    assert {name for name, status in met.items() if status == 500} == (set(met) if on == "any" else {on})
    visitor.control("clear")
    assert visitor.get(on if on in {"accounts", "transactions"} else "accounts").status_code == 200


def test_a_code_whose_exchange_failed_is_still_good(visitor: Visitor) -> None:
    visitor.control("status", value=503, on="token")
    code = visitor.code()
    assert visitor.exchange(code).status_code == 503
    assert visitor.exchange(code).status_code == 200


def test_another_customer_and_another_bank_are_not_touched(visitor: Visitor) -> None:
    others = [Visitor(customer="ben").enter(), Visitor(bank="bankb").enter()]
    visitor.control("status", value=500, times=0)
    assert [other.get("transactions").status_code for other in others] == [200, 200]


def test_malformed_json_ends_in_the_middle(visitor: Visitor) -> None:
    visitor.control("malformed")
    with pytest.raises(strictjson.JsonError):
        visitor.read("transactions")


def test_a_malformed_row_spoils_itself_only(visitor: Visitor) -> None:
    whole = visitor.read("transactions")["transactions"]
    visitor.control("malformed_row")
    rows = visitor.read("transactions")["transactions"]
    assert (rows[0]["txn_date"], rows[0]["txn_amount"]) == ("not one", "not one")
    assert rows[1:] == whole[1:]


def test_a_huge_body_and_a_slow_one_are_right_in_the_end(visitor: Visitor) -> None:
    right = visitor.read("transactions", limit=3)
    visitor.control("huge", value=1_000_000)
    answered = visitor.get("transactions", limit=3)
    content = answered.getvalue()
    assert len(content) > 1_000_000
    assert strictjson.loads(content) == right
    visitor.control("slow", value=0)
    assert visitor.get("transactions", limit=3).getvalue() == content.rstrip(b" ")


def test_a_hanging_answer_takes_its_time(visitor: Visitor) -> None:
    visitor.control("hang", value=0.2)
    began = time.monotonic()
    assert visitor.get("transactions").status_code == 200
    assert time.monotonic() - began >= 0.2


def test_a_repeated_page_leads_to_itself(visitor: Visitor) -> None:
    visitor.control("repeat_page")
    first = visitor.read("transactions", limit=5)
    assert (first["next_cursor"], first["has_more"]) == ("", True)
    assert visitor.read("transactions", limit=5)["transactions"] == first["transactions"]


def test_an_endless_update_always_has_one_more_page(visitor: Visitor) -> None:
    visitor.control("endless", times=0)
    cursor, seen = "", set()
    for _ in range(4):
        page = visitor.read("transactions", cursor=cursor)
        assert (rows_of(page), page["has_more"]) == ([], True)
        cursor = page["next_cursor"]
        seen.add(cursor)
    assert len(seen) == 4
    visitor.control("clear")
    assert visitor.read("transactions", cursor=cursor) == visitor.read("transactions")


def test_a_mutation_meets_every_page_but_the_first(visitor: Visitor) -> None:
    visitor.control("mutate", times=0)
    first = visitor.read("transactions", limit=5)
    for _ in range(2):
        assert refused(visitor.get("transactions", cursor=first["next_cursor"])) == (
            409,
            "mutated_during_pagination",
        )
        assert visitor.get("transactions", limit=5).status_code == 200


def test_a_reset_forgets_every_cursor(visitor: Visitor) -> None:
    page, cursor = visitor.update()
    visitor.control("reset_cursor")
    assert refused(visitor.get("transactions", cursor=cursor)) == (410, "cursor_reset")
    again, fresh = visitor.update()
    assert [rows_of(one) for one in again] == [rows_of(one) for one in page]
    assert visitor.get("transactions", cursor=fresh).status_code == 200


def test_a_bank_may_number_all_its_rows_anew(visitor: Visitor, later: Later) -> None:
    reader = Reader(visitor)
    reader.update()
    before = dict(reader.held)
    visitor.control("renumber")
    visitor.control("clear")
    assert refused(visitor.get("transactions", cursor=reader.cursor)) == (410, "cursor_reset")
    again = Reader(visitor)
    again.update()
    assert not set(again.held) & set(before)
    assert {fact.id.removesuffix("n1") for fact in again.held.values()} == set(before)
    later(timedelta(days=20))
    visitor.tokens = visitor.refresh().json()
    assert again.update() > 0
    links = {fact.replaces for fact in again.held.values()} - {""}
    assert all(link.endswith("n1") for link in links)


def test_a_customer_may_withdraw_the_consent(visitor: Visitor) -> None:
    visitor.control("revoke")
    assert refused(visitor.get("accounts")) == (403, "access_revoked")
    assert refused(visitor.refresh()) == (400, "invalid_grant")
    assert visitor.enter().get("accounts").status_code == 200


def test_tokens_expire_on_demand_and_are_refreshed(visitor: Visitor) -> None:
    visitor.control("expire")
    assert refused(visitor.get("accounts")) == (401, "expired_token")
    visitor.tokens = visitor.refresh().json()
    assert visitor.get("accounts").status_code == 200


def test_an_account_that_is_down_is_told_once_it_is_up(visitor: Visitor, later: Later) -> None:
    main, pot = (account["acct_id"] for account in visitor.read("accounts")["accounts"])
    reader = Reader(visitor)
    reader.update()
    visitor.control("outage", value=main)
    at = later(timedelta(days=40))
    visitor.tokens = visitor.refresh().json()
    assert reader.update() > 0
    body = visitor.read("transactions", cursor=reader.cursor)
    assert (body["unavailable"], rows_of(body)) == ([main], [])
    assert visitor.read("accounts")["unavailable"] == [main]
    assert {fact.date.month for fact in reader.held.values() if fact.account == pot} >= {12}
    assert all(
        fact.date.month != 12 or fact.date.year < 2026
        for fact in reader.held.values()
        if fact.account == main
    )
    visitor.control("clear")
    reader.update()
    assert reader.held == reader.truth(at)


def test_banka_has_an_older_spelling_too(visitor: Visitor) -> None:
    new = visitor.read("accounts")["accounts"]
    visitor.control("old_spelling", on="accounts")
    old = visitor.read("accounts")["accounts"]
    assert list(old[0])[:4] == ["acc_id", "acc_type", "acct_name", "curr_bal"]
    assert [list(row.values()) for row in old] == [list(row.values()) for row in new]


def test_the_bank_can_have_a_clock_of_its_own(visitor: Visitor) -> None:
    now = visitor.update()[0]
    visitor.control("clock", value="2025-01-10T12:00:00+00:00")
    then = visitor.update()[0]
    assert max(row["txn_date"] for page in then for row in page["transactions"]) <= "2025-01-10"
    visitor.control("clock", value=None)
    assert visitor.update()[0] == now


@pytest.mark.parametrize(
    "order",
    [
        {"mode": "unknown"},
        {"mode": "status", "on": "moon"},
        {"mode": "clock", "value": "soon"},
        {"mode": "clock", "value": "2026-01-01T00:00:00"},
        {"mode": "clock", "value": 3},
        {"mode": "status", "much": 1},
        {"mode": 3},
    ],
)
def test_an_order_that_nobody_understands_is_refused(visitor: Visitor, order: dict[str, Any]) -> None:
    assert refused(visitor.control(**order)) == (400, "invalid_request")
    assert not MockFailure.objects.exists()


def test_an_order_for_a_stranger_or_of_no_json_is_refused(visitor: Visitor) -> None:
    assert refused(Visitor(customer="zoe").control("revoke")) == (404, "not_found")
    raw = visitor.client.post(visitor.address("control"), b"{", content_type="application/json")
    assert refused(raw) == (400, "invalid_request")


def test_in_production_nobody_gives_orders(visitor: Visitor, settings: Settings) -> None:
    settings.PRODUCTION = True
    assert refused(visitor.control("revoke")) == (404, "not_found")
    assert visitor.get("accounts").status_code == 200
