from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from config.lib.tests.coin import Coin


@pytest.fixture(scope="session")
def coin_table(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Coin)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Coin)


@pytest.fixture
def coins(coin_table: None, db: None) -> type[Coin]:
    """The table, empty again after the test."""
    return Coin
