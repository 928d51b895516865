"""Banks hear that a consent has ended, or nobody can tell them any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accounts.models import User
from config.jobs.models import Job
from config.jobs.services.runner import run_one
from providers.domain.contract import Grant
from providers.models import Connection, Revocation
from providers.services.revocation import KIND, queue_revocation
from providers.services.tokens import seal_tokens
from providers.tests.factories import ConnectionFactory
from providers.tests.linked import link
from providers.tests.plaidserver import PlaidServer

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = pytest.mark.django_db(transaction=True)


def run() -> str:
    """The state of the job after one attempt."""
    job = Job.objects.get(kind=KIND)
    run_one(job.pk)
    job.refresh_from_db()
    return job.state


def test_the_bank_is_told_once(ana: User, plaid_server: PlaidServer) -> None:
    item = plaid_server.new_item()
    queue_revocation(link(ana, item))

    assert run() == "done"

    assert (item.removed, plaid_server.count("/item/remove")) == (True, 1)
    assert not Revocation.objects.exists()


def test_a_token_that_the_bank_knows_no_more(ana: User, plaid_server: PlaidServer) -> None:
    item = plaid_server.new_item()
    item.removed = True
    queue_revocation(link(ana, item))

    assert run() == "done"
    assert not Revocation.objects.exists()


def test_a_bank_that_is_not_configured_any_more(ana: User) -> None:
    connection = ConnectionFactory(user=ana, provider_id="plaid")
    seal_tokens(connection, Grant("token", connection.item_id))
    queue_revocation(connection)

    assert run() == "done"
    assert not Revocation.objects.exists()


def test_nothing_to_revoke(ana: User) -> None:
    queue_revocation(ConnectionFactory(user=ana))
    assert not Revocation.objects.exists()
    assert not Job.objects.filter(kind=KIND).exists()


def test_a_token_that_was_lost_with_its_key(ana: User, settings: Settings) -> None:
    connection: Connection = ConnectionFactory(user=ana)
    seal_tokens(connection, Grant("token", connection.item_id))
    settings.FIELD_KEYS = "another secret, long enough"

    queue_revocation(connection)

    assert not Revocation.objects.exists()


def test_a_job_whose_row_is_gone(ana: User) -> None:
    connection = ConnectionFactory(user=ana)
    seal_tokens(connection, Grant("token", connection.item_id))
    queue_revocation(connection)
    Revocation.objects.all().delete()

    assert run() == "done"
