"""What becomes of links when their owner starts again or leaves."""

from __future__ import annotations

import pytest

from accounts.models import User
from accounts.services.erasure import erase_account, reset_account
from config.jobs.models import Job
from providers.domain.contract import Grant
from providers.models import Connection, LinkState, Revocation, SyncRun, WebhookEvent
from providers.services.tokens import seal_tokens, token_to_revoke
from providers.tests.factories import (
    ConnectionFactory,
    LinkStateFactory,
    SyncRunFactory,
    WebhookEventFactory,
)

pytestmark = pytest.mark.django_db
OWNED = (Connection, SyncRun, LinkState, WebhookEvent)


def link(user: User) -> Connection:
    """With a row in every table."""
    connection: Connection = ConnectionFactory(user=user, cursor="7", epoch=3)
    seal_tokens(connection, Grant(f"token of {user.email}", connection.item_id))
    connection.save()
    SyncRunFactory(user=user, connection=connection)
    LinkStateFactory(user=user, connection=connection)
    WebhookEventFactory(user=user)
    return connection


def rows(user: User) -> list[int]:
    return [table.objects.filter(user=user).count() for table in OWNED]


def test_transactions_are_read_again_from_the_beginning(ana: User, ben: User) -> None:
    hers, his = link(ana), link(ben)

    reset_account(user=ana, mode="transactions")

    assert rows(ana) == [1, 0, 1, 1]
    kept = Connection.objects.get(pk=hers.pk)
    assert (kept.cursor, kept.epoch, kept.access_token) == ("", 4, hers.access_token)
    assert (Connection.objects.get(pk=his.pk).cursor, rows(ben)) == ("7", [1, 1, 1, 1])
    assert not Revocation.objects.exists()


@pytest.mark.parametrize("end", ["reset", "erase"])
def test_links_end_and_their_tokens_with_them(ana: User, ben: User, end: str) -> None:
    link(ana)
    link(ben)

    if end == "reset":
        reset_account(user=ana, mode="full")
    else:
        erase_account(user=User.objects.get(pk=ana.pk))

    assert rows(ana) == [0, 0, 0, 0]
    assert rows(ben) == [1, 1, 1, 1]
    revocation = Revocation.objects.get()
    assert token_to_revoke(revocation) == "token of ana@example.com"
    assert "ana" not in revocation.access_token
    job = Job.objects.get(kind="providers.revoke")
    assert (job.key, job.state) == (str(revocation.pk), "waiting")
