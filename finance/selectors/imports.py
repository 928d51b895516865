"""Reads imports."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import User
from finance.models import ImportBatch


def imports_of(*, user: User) -> QuerySet[ImportBatch]:
    return ImportBatch.objects.for_user(user).select_related("source")


def known_file(*, user: User, file_hash: str) -> ImportBatch | None:
    """The last complete import of a file with this hash that is not undone."""
    known = ImportBatch.objects.for_user(user).filter(file_hash=file_hash, is_complete=True, undone_at=None)
    return known.order_by("-id").first()
