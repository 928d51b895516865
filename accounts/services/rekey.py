"""Everything that is sealed, sealed again under the first key of the ring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.db.models import Model

from config.lib.crypto import KeyRing, SealError
from config.lib.sealed import Sealed, sealed_columns

BATCH = 200


@dataclass
class Outcome:
    """`lost` are the ids of rows that no key of the ring opens; they are left as they are."""

    name: str
    resealed: int = 0
    current: int = 0
    lost: list[object] = field(default_factory=list)


def rekey() -> Iterator[Outcome]:
    """One outcome for each sealed column, when it is done.

    In batches with a transaction each: stopped half-way, it goes on where it stopped when it is run again,
    and what is sealed under the first key already is not touched. A row that changes meanwhile is left to
    whoever changes it.
    """
    ring = KeyRing.from_setting(settings.FIELD_KEYS)
    for column in sealed_columns():
        outcome = Outcome(column.name)
        for rows in _batches(column):
            with transaction.atomic():
                for row in rows:
                    _reseal(column, row, ring, outcome)
        yield outcome


def _batches(column: Sealed) -> Iterator[list[Model]]:
    kept = column.model._base_manager.exclude(**{column.column: ""}).order_by("pk")
    rows = list(kept[:BATCH])
    while rows:
        yield rows
        rows = list(kept.filter(pk__gt=rows[-1].pk)[:BATCH])


def _reseal(column: Sealed, row: Model, ring: KeyRing, outcome: Outcome) -> None:
    envelope: str = getattr(row, column.column)
    context = column.context(row)
    try:
        plaintext = ring.unseal(envelope, context=context)
    except SealError:
        outcome.lost.append(row.pk)
        return
    if ring.is_current(envelope):
        outcome.current += 1
        return
    sealed = ring.seal(plaintext, context=context)
    same = column.model._base_manager.filter(pk=row.pk, **{column.column: envelope})
    outcome.resealed += same.update(**{column.column: sealed})
