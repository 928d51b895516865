"""When rows were seen last, from the imports of their owner."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from accounts.models import User
from finance.models import ImportBatch
from finance.selectors.last_seen import last_seen_of
from finance.tests.factories import AT, SourceFactory

pytestmark = pytest.mark.django_db


def imported(user: User, day: int, seen: list[list[int]], *, undone: bool = False) -> datetime:
    at = datetime(2026, 3, day, tzinfo=UTC)
    ImportBatch.objects.create(
        user=user,
        source=SourceFactory(user=user),
        format="json",
        file_name="a.xlsx",
        created_at=at,
        seen=seen,
        undone_at=at if undone else None,
    )
    return at


def test_newest_import_that_is_not_undone_counts(ana: User, ben: User) -> None:
    first = imported(ana, 1, [[1, 5]])
    second = imported(ana, 2, [[2, 3]])
    imported(ana, 3, [])
    imported(ana, 4, [[1, 9]], undone=True)
    imported(ben, 5, [[1, 9]])
    seen = last_seen_of(ana)
    assert [seen.of(row, created_at=AT) for row in (1, 2, 3, 5, 6)] == [first, second, second, first, AT]
