"""Accounts and transactions over HTTP: each bank's words, pages, cursors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from providers.mockbank.customers import life_of
from providers.mockbank.world.fact import Fact
from providers.mockbank.world.world import truth, world_of
from providers.models import MockLogin
from providers.tests.mockbank.conftest import NOW
from providers.tests.mockbank.visitor import Visitor, refused

pytestmark = pytest.mark.django_db
Later = Callable[[timedelta], datetime]
Row = dict[str, Any]
BANKS = ("banka", "bankb", "bankc")
SHAPES: dict[str, dict[str, Any]] = {
    "banka": {
        "txn_id": str,
        "acct_id": str,
        "txn_date": str,
        "txn_amount": Decimal,
        "txn_curr": str,
        "txn_desc": str,
        "merchant_info": (str, type(None)),
        "txn_status": str,
        "txn_change": str,
        "pending_txn_id": (str, type(None)),
    },
    "bankb": {
        "id": str,
        "account_number": str,
        "date": str,
        "amt": str,
        "currency_code": str,
        "memo": str,
        "merchant_name": (str, type(None)),
        "state": str,
        "type": str,
        "replaces": (str, type(None)),
    },
    "bankc": {
        "transaction_id": str,
        "account_id": str,
        "posted_date": str,
        "transaction_amount": str,
        "iso_currency": str,
        "description": str,
        "vendor": str,
        "status_code": str,
        "transaction_type": str,
        "record": str,
        "pending_ref": str,
    },
}


def rows_of(page: Row) -> list[tuple[str, Row]]:
    """(new or modified, row) in whichever envelope."""
    kinds = {"NEW": "new", "MODIFIED": "modified", "N": "new", "C": "modified"}
    if "added" in page:
        return [("new", row) for row in page["added"]] + [("modified", row) for row in page["modified"]]
    rows = page["transactions"] if "transactions" in page else page["transactionList"]
    return [(kinds[row.get("txn_change") or row["record"]], row) for row in rows]


def read(bank: str, row: Row) -> Fact:
    """A row as the contract of the package describes it."""
    if bank == "banka":
        return Fact(
            row["txn_id"],
            row["acct_id"],
            date.fromisoformat(row["txn_date"]),
            Decimal(row["txn_amount"]),
            row["txn_curr"],
            row["txn_desc"],
            row["merchant_info"] or "",
            {"POSTED": "posted", "PENDING": "pending"}[row["txn_status"]],  # type: ignore[arg-type]
            row["pending_txn_id"] or "",
        )
    if bank == "bankb":
        assert row["type"] == ("debit" if row["amt"].startswith("-") else "credit")
        return Fact(
            row["id"],
            row["account_number"],
            date.fromisoformat(row["date"]),
            Decimal(row["amt"]),
            row["currency_code"],
            row["memo"],
            row["merchant_name"] or "",
            {"settled": "posted", "pending": "pending"}[row["state"]],  # type: ignore[arg-type]
            row["replaces"] or "",
        )
    assert row["transaction_type"] == ("DR" if row["transaction_amount"].startswith("-") else "CR")
    return Fact(
        row["transaction_id"],
        row["account_id"],
        datetime.strptime(row["posted_date"], "%d/%m/%Y").replace(tzinfo=UTC).date(),
        Decimal(row["transaction_amount"]),
        row["iso_currency"],
        row["description"],
        row["vendor"],
        {"B": "posted", "P": "pending"}[row["status_code"]],  # type: ignore[arg-type]
        row["pending_ref"],
    )


class Reader:
    """Follows a bank with cursors and holds what it was told."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.cursor = visitor, ""
        self.held: dict[str, Fact] = {}

    def update(self, *, limit: int = 500) -> int:
        pages, self.cursor = self.visitor.update(self.cursor, limit=limit)
        told = 0
        for page in pages:
            for kind, row in rows_of(page):
                fact = read(self.visitor.bank, row)
                assert (fact.id in self.held) == (kind == "modified")
                self.held[fact.id] = fact
                told += 1
            for gone in page["removed"]:
                del self.held[gone]
                told += 1
            assert len(rows_of(page)) + len(page["removed"]) <= limit
        return told

    def truth(self, at: datetime) -> dict[str, Fact]:
        login = MockLogin.objects.get(bank=self.visitor.bank, customer__key=self.visitor.customer)
        own = {holder.id for holder in world_of(life_of(login), at).at_bank(self.visitor.bank)}
        return {key: fact for key, fact in truth(life_of(login), at).items() if fact.account in own}


def upper(facts: dict[str, Fact]) -> set[tuple[Any, ...]]:
    """bankc writes in capitals."""
    return {
        (f.id, f.account, f.date, f.amount, f.description.upper(), f.merchant.upper(), f.status, f.replaces)
        for f in facts.values()
    }


@pytest.mark.parametrize("bank", BANKS)
@pytest.mark.parametrize("limit", [500, 37])
def test_following_a_bank_leads_to_the_truth(bank: str, limit: int, later: Later) -> None:
    reader = Reader(Visitor(bank=bank).enter())
    reader.update(limit=limit)
    assert upper(reader.held) == upper(reader.truth(NOW))
    for days in (1, 1, 6, 30):
        at = later(timedelta(days=days))
        reader.visitor.tokens = reader.visitor.refresh().json()
        reader.update(limit=limit)
        assert upper(reader.held) == upper(reader.truth(at))
    assert reader.update() == 0


@pytest.mark.parametrize("bank", BANKS)
def test_a_row_has_the_words_of_its_bank(bank: str) -> None:
    pages, _ = Visitor(bank=bank).enter().update()
    rows = [row for page in pages for _, row in rows_of(page)]
    assert len(rows) > 50
    for row in rows:
        assert list(row) == list(SHAPES[bank])
        assert [name for name, kind in SHAPES[bank].items() if not isinstance(row[name], kind)] == []


def test_banka_lists_its_accounts_as_of_old(visitor: Visitor) -> None:
    body = visitor.read("accounts")
    first, second = body["accounts"]
    assert (body["next_cursor"], body["has_more"], body["unavailable"]) == ("", False, [])
    assert list(first) == [
        "acct_id",
        "acct_type",
        "acct_name",
        "current_balance",
        "available_balance",
        "curr",
        "acct_mask",
    ]
    assert (first["acct_type"], first["acct_name"], first["curr"]) == ("CHECKING", "Everyday Checking", "USD")
    assert second["acct_type"] == "SAVINGS"
    assert first["acct_id"].endswith(first["acct_mask"])
    life = life_of(MockLogin.objects.get())
    balance = world_of(life, NOW).balances(NOW)[first["acct_id"]]
    assert (first["current_balance"], first["available_balance"]) == balance


def test_bankb_has_a_card_that_owes_and_a_wallet() -> None:
    card, wallet = Visitor(bank="bankb").enter().read("accounts")["data"]
    assert (card["type"], wallet["type"]) == ("credit_card", "wallet")
    assert Decimal(card["balance_amount"]) < 0 <= Decimal(wallet["balance_amount"])
    assert (card["limit_amount"], wallet["limit_amount"]) == ("16350.00", None)


def test_bankc_knows_one_balance() -> None:
    nest, funds = Visitor(bank="bankc").enter().read("accounts")["accountList"]
    assert list(nest) == ["id", "category", "display_name", "available", "iso_currency"]
    assert (nest["category"], funds["category"]) == ("SAV", "INV")


def test_a_page_of_an_update_tells_the_state_at_its_beginning(visitor: Visitor, later: Later) -> None:
    first = visitor.read("transactions", limit=500)
    later(timedelta(minutes=20))
    pages, cursor = visitor.update(first["next_cursor"])
    held = {read("banka", row).id for page in [first, *pages] for _, row in rows_of(page)}
    assert held == set(Reader(visitor).truth(NOW))
    assert visitor.read("transactions", cursor=first["next_cursor"])["removed"] == []
    assert visitor.update(cursor)[0][0]["has_more"] is False


def test_a_cursor_may_be_asked_again(visitor: Visitor, later: Later) -> None:
    _, cursor = visitor.update()
    later(timedelta(days=15))
    visitor.tokens = visitor.refresh().json()
    once, again = (visitor.update(cursor)[0] for _ in range(2))
    assert once == again
    assert sum(len(rows_of(page)) for page in once) > 0


def test_a_clock_that_is_put_back_tells_nothing_twice(visitor: Visitor, later: Later) -> None:
    _, cursor = visitor.update()
    later(timedelta(minutes=-10))
    pages, cursor = visitor.update(cursor)
    assert [rows_of(page) + page["removed"] for page in pages] == [[]]
    later(timedelta(minutes=10))
    assert [rows_of(page) + page["removed"] for page in visitor.update(cursor)[0]] == [[]]


@pytest.mark.parametrize("limit", ["0", "501", "-1", "x", "٣", "1e2", ""])
def test_a_limit_is_a_number_from_1_to_500(visitor: Visitor, limit: str) -> None:
    assert refused(visitor.get("transactions", limit=limit)) == (400, "invalid_request")
    assert refused(visitor.get("accounts", limit=limit)) == (400, "invalid_request")


def test_a_cursor_of_nobody_or_of_another_login_is_refused(visitor: Visitor) -> None:
    _, other = Visitor(customer="ben").enter().update()
    for cursor in ("x", other, "endless-1-x"):
        assert refused(visitor.get("transactions", cursor=cursor)) == (400, "invalid_cursor")


def test_two_people_with_one_customer_see_the_same_rows(visitor: Visitor) -> None:
    assert Visitor().enter().update()[0] == visitor.update()[0]


@pytest.mark.parametrize("begun", [False, True])
def test_the_same_calls_make_the_same_queries(
    visitor: Visitor, begun: bool, django_assert_num_queries: Any
) -> None:
    cursor = visitor.read("transactions", limit=10)["next_cursor"] if begun else ""
    with django_assert_num_queries(3):  # token with its login, failures, accounts that are down
        visitor.read("transactions", cursor=cursor)
