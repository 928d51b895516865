"""Every documented endpoint, at every address that a seed gives it, with the documented body."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django import DjangoDbBlocker
from rest_framework.test import APIClient

from accounts.tests.factories import UserFactory
from config.tests.endpoints import TABLE
from config.tests.endpoints.endpoint import Endpoint
from config.tests.household import EMAIL, Household, furnish


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One transaction for the module: its tests take back what they do, and the household is made once."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def household(db: None) -> Household:
    UserFactory(email=EMAIL)
    return furnish(APIClient())


@pytest.mark.parametrize("endpoint", TABLE, ids=lambda endpoint: endpoint.call)
def test_an_endpoint_answers_at_all_its_addresses(household: Household, endpoint: Endpoint) -> None:
    client = APIClient()
    if not endpoint.public:
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {household.access}")
    found = {}
    for address in endpoint.addresses():
        with transaction.atomic():
            found[address] = endpoint.problems(*endpoint.send(client, address, household))
            transaction.set_rollback(True)
        cache.clear()  # it holds counts of the state that was just taken back
    assert {address: problems for address, problems in found.items() if problems} == {}
