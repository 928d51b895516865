"""Reads imports."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import User
from config.lib.errors import Invalid
from config.lib.text import fold
from finance.models import ImportBatch, ImportPreset, Source


def imports_of(*, user: User) -> QuerySet[ImportBatch]:
    """What the person brought in; a bank's deliveries are told by the runs of its link."""
    batches = ImportBatch.objects.for_user(user).select_related("source")
    return batches.exclude(source__kind=Source.Kind.BANK)


def known_file(*, user: User, file_hash: str) -> ImportBatch | None:
    """The last complete import of a file with this hash that is not undone."""
    known = ImportBatch.objects.for_user(user).filter(
        file_hash=file_hash, format="json", is_complete=True, undone_at=None
    )
    return known.order_by("-id").first()


def presets_of(*, user: User) -> QuerySet[ImportPreset]:
    return ImportPreset.objects.for_user(user)


def preset_meant(*, user: User, reference: str) -> ImportPreset:
    """By id or by name, ignoring case and accents; Invalid when there is none."""
    presets = presets_of(user=user)
    found = presets.filter(name_key=fold(reference)).first()
    if found is None and reference.isascii() and reference.isdigit() and len(reference) < 19:
        found = presets.filter(pk=int(reference)).first()
    if found is None:
        raise Invalid("Unknown preset", errors={"preset": ["No such preset"]})
    return found
