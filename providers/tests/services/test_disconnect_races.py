"""Ends of a link that meet: nobody waits for ever, and the bank is told once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.models import User
from accounts.services.erasure import erase_account, reset_account
from config.jobs.tests.threads import PATIENCE, start
from config.lib.errors import Missing, Unauthenticated
from finance.models import Account
from finance.services.accounts import delete_account
from finance.tests.factories import AccountFactory, TransactionFactory
from providers.domain.contract import Grant
from providers.models import Connection, Revocation
from providers.services.disconnect import disconnect
from providers.services.tokens import seal_tokens
from providers.tests.factories import ConnectionFactory

pytestmark = pytest.mark.django_db(transaction=True)
End = Callable[[User, Connection], object]


def link(user: User) -> Connection:
    """With two accounts and a row in each."""
    connection: Connection = ConnectionFactory(user=user)
    seal_tokens(connection, Grant("token", connection.item_id))
    connection.save()
    for name in ("a", "b"):
        account = AccountFactory(user=user, connection_id=connection.pk, external_id=name)
        TransactionFactory(user=user, account=account)
    return connection


def purge_accounts(user: User, connection: Connection) -> None:
    for account in Account.objects.filter(connection_id=connection.pk):
        delete_account(user, account.pk, purge=True)


ENDS: dict[str, End] = {
    "unlink": lambda user, connection: disconnect(user=user, connection_id=connection.pk),
    "purge": lambda user, connection: disconnect(user=user, connection_id=connection.pk, purge=True),
    "accounts": purge_accounts,
    "reset": lambda user, _: reset_account(user=user, mode="full"),
    "erase": lambda user, _: erase_account(user=User.objects.get(pk=user.pk)),
}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("unlink", "unlink"),
        ("purge", "purge"),
        ("purge", "reset"),
        ("purge", "erase"),
        ("accounts", "reset"),
        ("accounts", "purge"),
        ("unlink", "erase"),
    ],
)
def test_two_at_once(ana: User, one: str, other: str) -> None:
    connection = link(ana)

    def end(name: str) -> str:
        try:
            ENDS[name](ana, connection)
        except (Missing, Unauthenticated, User.DoesNotExist):
            return "too late"
        return "done"

    tries = [start(lambda name=name: end(name)) for name in (one, other)]  # type: ignore[misc] # a default binds the name
    ended = [each.result(PATIENCE) for each in tries]

    assert "done" in ended
    assert not Connection.objects.exclude(status="disconnected").exists()
    assert not Connection.objects.exclude(access_token="").exists()
    assert Revocation.objects.count() == 1
