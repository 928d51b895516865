from __future__ import annotations

from importlib import import_module

import pytest
from django.db import connection

from accounts.models import User
from finance.tests.factories import TransactionFactory
from preferences.models import StaleMark


@pytest.mark.django_db
def test_every_ledger_with_rows_is_to_be_counted_once(ana: User, ben: User) -> None:
    for _ in range(2):
        TransactionFactory(user=ana)

    with connection.cursor() as cursor:
        cursor.execute(import_module("analytics.migrations.0002_first_marks").MARK)

    assert list(StaleMark.objects.values_list("user", "period")) == [(ana.pk, 0)]
