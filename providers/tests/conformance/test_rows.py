from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from providers.domain.contract import (
    BankRow,
    CursorReset,
    MutatedDuringPagination,
    Page,
    Provider,
)
from providers.tests.conformance.bank import Bank


def pages(provider: Provider, token: str, cursor: str = "") -> list[Page]:
    found = [provider.fetch_page(token, cursor)]
    while found[-1].has_more:
        found.append(provider.fetch_page(token, found[-1].next_cursor))
    return found


def ids(rows: tuple[BankRow, ...]) -> list[str]:
    return [row.external_id for row in rows]


def test_every_row_comes_once_in_pages_and_then_nothing_more(bank: Bank, provider: Provider) -> None:
    token = bank.link().access_token
    bank.small_pages(3)
    for number in range(7):
        bank.add(f"t{number}", "-1.50")
    told = pages(provider, token)
    assert [ids(page.added) for page in told] == [["t0", "t1", "t2"], ["t3", "t4", "t5"], ["t6"]]
    assert [page.has_more for page in told] == [True, True, False]
    assert provider.fetch_page(token, told[-1].next_cursor) == Page(next_cursor=told[-1].next_cursor)


def test_a_row_is_read_with_its_sign(bank: Bank, provider: Provider) -> None:
    token = bank.link().access_token
    bank.add("t1", "-12.5")
    bank.add("t2", "1000")
    spent, earned = provider.fetch_page(token, "").added
    assert spent == BankRow(
        external_id="t1",
        account_id="acc-1",
        date=date(2026, 1, 15),
        amount=Decimal("-12.5"),
        currency="USD",
        description="Row t1",
        merchant="",
    )
    assert (earned.external_id, earned.amount) == ("t2", Decimal(1000))


def test_the_same_cursor_gives_the_same_page(bank: Bank, provider: Provider) -> None:
    token = bank.link().access_token
    bank.small_pages(1)
    bank.add("t1", "-1")
    bank.add("t2", "-2")
    first = provider.fetch_page(token, "")
    assert provider.fetch_page(token, "") == first
    second = provider.fetch_page(token, first.next_cursor)
    assert provider.fetch_page(token, first.next_cursor) == second
    assert ids(second.added) == ["t2"]


def test_corrections_and_removals(bank: Bank, provider: Provider) -> None:
    token = bank.link().access_token
    for number in range(3):
        bank.add(f"t{number}", "-1.50")
    cursor = provider.fetch_page(token, "").next_cursor
    bank.modify("t1", "-15.05")
    bank.remove("t2")
    page = provider.fetch_page(token, cursor)
    assert (page.added, ids(page.modified), page.removed) == ((), ["t1"], ("t2",))
    assert page.modified[0].amount == Decimal("-15.05")


def test_a_pending_row_is_posted_under_a_new_id(bank: Bank, provider: Provider) -> None:
    token = bank.link().access_token
    bank.add("p1", "-9.99", pending=True)
    before = provider.fetch_page(token, "")
    assert [(row.status, row.pending_id) for row in before.added] == [("pending", None)]
    bank.post("p1", "t1")
    after = provider.fetch_page(token, before.next_cursor)
    assert after.removed == ("p1",)
    assert [(row.external_id, row.status, row.pending_id) for row in after.added] == [("t1", "posted", "p1")]
    assert after.added[0].amount == Decimal("-9.99")


def test_a_bad_row_is_set_aside_and_the_others_come(bank: Bank, provider: Provider) -> None:
    token = bank.link().access_token
    bank.add("t1", "-1")
    bank.add("t2", "-2", broken=True)
    bank.add("t3", "-3")
    page = provider.fetch_page(token, "")
    assert ids(page.added) == ["t1", "t3"]
    assert [row.id for row in page.rejected] == ["t2"]
    assert "12,5" not in page.rejected[0].reason


def test_a_change_between_pages_ends_the_update(bank: Bank, provider: Provider) -> None:
    token = bank.link().access_token
    bank.small_pages(1)
    bank.add("t1", "-1")
    bank.add("t2", "-2")
    first = provider.fetch_page(token, "")
    bank.modify("t1", "-3")
    with pytest.raises(MutatedDuringPagination):
        provider.fetch_page(token, first.next_cursor)
    told = pages(provider, token)
    assert [row.amount for page in told for row in page.added] == [-3, -2]


def test_a_forgotten_cursor_is_told_apart(bank: Bank, provider: Provider) -> None:
    token = bank.link().access_token
    bank.add("t1", "-1")
    cursor = provider.fetch_page(token, "").next_cursor
    bank.forget_cursors()
    with pytest.raises(CursorReset):
        provider.fetch_page(token, cursor)
    assert ids(provider.fetch_page(token, "").added) == ["t1"]


def test_balances_are_negative_where_money_is_owed(bank: Bank, provider: Provider) -> None:
    token = bank.link().access_token
    for accounts in (provider.fetch_accounts(token), provider.fetch_accounts(token, fresh=True)):
        assert [account.external_id for account in accounts] == ["acc-1", "acc-2"]
        assert [str(account.balance) for account in accounts] == bank.balances
        assert {account.currency for account in accounts} == {"USD"}
        assert all(account.name for account in accounts)


def test_holdings_are_none_where_the_bank_has_none(bank: Bank, provider: Provider) -> None:
    assert provider.fetch_holdings(bank.link().access_token) == ()
