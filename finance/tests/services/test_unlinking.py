from __future__ import annotations

import pytest

from accounts.models import User
from config.lib.errors import Missing
from finance.models import Account
from finance.services import unlinking
from finance.services.accounts import delete_account
from finance.tests.factories import AccountFactory, TransactionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    monkeypatch.setattr(unlinking, "_hooks", [])
    calls: list[tuple[int, int]] = []

    def hook(user: User, account: Account) -> None:
        assert Account.objects.filter(pk=account.pk, is_active=True).exists()
        calls.append((user.pk, account.pk))

    unlinking.register(hook)
    unlinking.register(hook)
    return calls


@pytest.mark.parametrize("purge", [False, True])
@pytest.mark.parametrize("rows", [0, 1])
def test_a_linked_account_goes(ana: User, told: list[tuple[int, int]], purge: bool, rows: int) -> None:
    account = AccountFactory(user=ana, connection_id=7, external_id="a")
    key = account.pk
    for _ in range(rows):
        TransactionFactory(user=ana, account=account)

    delete_account(ana, key, purge=purge)

    assert told == [(ana.pk, key)]


def test_an_account_that_no_bank_feeds(ana: User, told: list[tuple[int, int]]) -> None:
    delete_account(ana, AccountFactory(user=ana).pk)
    assert told == []


def test_nothing_is_told_of_what_is_refused(ana: User, ben: User, told: list[tuple[int, int]]) -> None:
    gone = AccountFactory(user=ana, connection_id=7, external_id="a", is_active=False)
    his = AccountFactory(user=ben, connection_id=8, external_id="b")

    for account in (gone, his):
        with pytest.raises(Missing):
            delete_account(ana, account.pk)
    assert told == []
