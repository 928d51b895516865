"""Factories write past the services: what they enter marks its months, as a service would have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models.signals import post_delete, post_save

from finance.models import Split, Transaction
from preferences.models import StaleMark

_WRITES = [(signal, model) for signal in (post_save, post_delete) for model in (Transaction, Split)]


@pytest.fixture(autouse=True)
def _rows_mark_their_months() -> Iterator[None]:
    for signal, model in _WRITES:
        signal.connect(_mark, sender=model, dispatch_uid="marks of tests")
    yield
    for signal, model in _WRITES:
        signal.disconnect(sender=model, dispatch_uid="marks of tests")


def _mark(instance: Any, **_: Any) -> None:
    period = instance.period if isinstance(instance, Transaction) else instance.transaction.period
    StaleMark.objects.create(user_id=instance.user_id, period=period)
