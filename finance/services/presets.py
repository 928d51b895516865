"""Saved ways to read one bank's CSV files."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from config.lib import clock
from config.lib.errors import Conflict, Invalid
from config.lib.text import fold
from finance.importers.csv import Mapping, MappingError
from finance.models import ImportPreset
from preferences.services.versions import bump_ledger


def create_preset(
    *, user: User, name: str, mapping: AnyMapping[str, Any], account_name: str = ""
) -> ImportPreset:
    """Keeps what holds for the bank's next file too; Conflict for a name in use, Invalid for a wrong
    mapping.
    """
    try:
        kept = Mapping.from_dict(mapping).preset().to_dict()
    except MappingError as problem:
        errors = {f"mapping.{field}": texts for field, texts in problem.errors.items()}
        raise Invalid("The mapping cannot be used", errors=errors) from None
    preset = ImportPreset(
        user=user,
        name=name,
        name_key=fold(name),
        mapping=kept,
        account_name=account_name,
        created_at=clock.now(),
    )
    try:
        with transaction.atomic():
            preset.save()
            bump_ledger(user.pk, periods=())
    except IntegrityError:
        raise Conflict("A preset of this name exists already") from None
    return preset


def delete_preset(*, preset: ImportPreset) -> None:
    with transaction.atomic():
        preset.delete()
        bump_ledger(preset.user_id, periods=())
