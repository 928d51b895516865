"""Tokens that expire, at a bank that renews them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from accounts.models import User
from config.jobs.errors import LeaseLost
from config.jobs.models import Job
from config.jobs.services.queue import claim, enqueue
from config.lib import clock
from providers.adapters.plaid.client import Plaid
from providers.domain.contract import AuthExpired, Grant
from providers.models import Connection
from providers.services.grant import good_token, renewed_token
from providers.services.tokens import access_token_of, grant_of, seal_tokens
from providers.tests.factories import ConnectionFactory

pytestmark = pytest.mark.django_db


@dataclass
class Renewing:
    """The part of a bank that matters here."""

    calls: list[Grant] = field(default_factory=list)
    ended: bool = False

    def refresh(self, grant: Grant) -> Grant:
        self.calls.append(grant)
        if self.ended:
            raise AuthExpired
        later = clock.now() + timedelta(minutes=30)
        return replace(grant, access_token=f"token-{len(self.calls)}", expires_at=later)


@pytest.fixture
def bank() -> Plaid:
    return Renewing()  # type: ignore[return-value] # only `refresh` is called


@pytest.fixture
def job(db: None) -> Job:
    enqueue("providers.sync", key="1")
    job = claim()
    assert job is not None
    return job


def linked(user: User, *, minutes: float | None) -> Connection:
    connection: Connection = ConnectionFactory(user=user)
    expires = None if minutes is None else clock.now() + timedelta(minutes=minutes)
    seal_tokens(connection, Grant("first", connection.item_id, "refresh", expires))
    connection.save()
    return connection


@pytest.mark.parametrize(
    ("minutes", "token"), [(None, "first"), (2, "first"), (0.5, "token-1"), (-5, "token-1")]
)
def test_a_token_is_renewed_before_it_expires(
    ana: User, bank: Plaid, job: Job, minutes: float | None, token: str
) -> None:
    connection = linked(ana, minutes=minutes)

    assert good_token(bank, job, connection) == token

    stored = Connection.objects.get()
    assert access_token_of(stored) == token
    assert grant_of(stored).refresh_token == "refresh"


def test_a_bank_that_gives_the_refused_token_again_asks_for_a_login(ana: User, bank: Plaid, job: Job) -> None:
    connection = linked(ana, minutes=30)

    assert renewed_token(bank, job, connection, refused="first") == "token-1"
    with pytest.raises(AuthExpired):
        renewed_token(bank, job, connection, refused="token-2")


def test_nothing_is_kept_by_one_who_has_lost_the_job(ana: User, bank: Plaid, job: Job) -> None:
    connection = linked(ana, minutes=-1)
    Job.objects.update(fence=9)

    with pytest.raises(LeaseLost):
        good_token(bank, job, connection)

    assert access_token_of(Connection.objects.get()) == "first"


def test_a_connection_that_was_linked_anew_keeps_its_new_token(ana: User, bank: Plaid, job: Job) -> None:
    connection = linked(ana, minutes=-1)
    Connection.objects.update(epoch=1)

    good_token(bank, job, connection)

    assert access_token_of(Connection.objects.get()) == "first"
