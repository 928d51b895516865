"""Leaving removes every trace: all tables of the house are filled for two people, and one of them goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models
from factory.django import DjangoModelFactory

from accounts import lifecycle
from accounts.models import AuditEvent, User
from accounts.services.erasure import erase_account
from accounts.services.registration import welcome_user
from config.lib.moneyfield import MoneyField

pytestmark = pytest.mark.django_db

PLAIN: dict[type[Any], Any] = {
    models.CharField: "x",
    models.TextField: "x",
    models.BinaryField: b"x",
    models.JSONField: {},
    models.DateField: date(2026, 1, 2),
    models.DateTimeField: datetime(2026, 1, 2, tzinfo=UTC),
    models.IntegerField: 1,
    models.BigIntegerField: 1,
    models.PositiveSmallIntegerField: 1,
    models.DecimalField: Decimal(1),
    MoneyField: Decimal(1),
}
BELOW = {"kit", "jobs", "admin"}  # apps that cannot know the registry; their rows go with the user's own
Snapshot = dict[str, set[str]]


def owned_models() -> list[type[models.Model]]:
    """Every table that leads to a user, straight or through another one."""
    owned: set[type[models.Model]] = {User}
    tables = apps.get_models(include_auto_created=True)
    while more := {table for table in tables if table not in owned and owned & targets(table)}:
        owned |= more
    return sorted(owned - {User}, key=lambda table: table._meta.label)


def targets(table: type[models.Model]) -> set[Any]:
    return {field.related_model for field in table._meta.concrete_fields if field.is_relation}


def factories() -> dict[type[models.Model], type[DjangoModelFactory]]:
    """Each app's `tests/factories.py`, by model."""
    found = {}
    for app in apps.get_app_configs():
        if not (Path(app.path) / "tests" / "factories.py").exists():
            continue
        for value in vars(import_module(f"{app.name}.tests.factories")).values():
            if isinstance(value, type) and issubclass(value, DjangoModelFactory) and about(value).model:
                found[about(value).model] = value
    return found


def about(factory: type[DjangoModelFactory]) -> Any:
    return vars(factory)["_meta"]


def fill(user: User) -> None:
    """A row of the user in every table that leads to one."""
    welcome_user(user=user)
    user.groups.add(Group.objects.get_or_create(name="operators")[0])
    user.user_permissions.add(Permission.objects.order_by("pk")[0])
    person = ContentType.objects.get_for_model(User)
    LogEntry.objects.create(
        user=user, content_type=person, object_id=str(user.pk), object_repr=str(user), action_flag=CHANGE
    )
    made = factories()
    for table in owned_models():
        if not table._meta.auto_created:
            row_of(table, user, made)
    empty = [table._meta.label for table in owned_models() if not table._base_manager.exists()]
    assert not empty


def row_of(table: Any, user: User, made: dict[Any, type[DjangoModelFactory]]) -> Any:
    """The user's row: one that is there, one of the app's factory, or a plain one."""
    held = table._base_manager.filter(user=user).first()
    if held is not None:
        return held
    fields = {"user": user} | {
        field.name: row_of(field.related_model, user, made)
        for field in table._meta.concrete_fields
        if field.is_relation and not field.null and field.related_model is not User
    }
    if table in made:
        declared = about(made[table]).base_declarations
        return made[table](**{n: v for n, v in fields.items() if n not in declared})
    return table._base_manager.create(**plain_fields(table), **fields)


def plain_fields(table: type[models.Model]) -> dict[str, Any]:
    """A value for every column that has none of its own, by the type of the column."""
    return {
        field.name: PLAIN[type(field)]
        for field in table._meta.concrete_fields
        if not (field.is_relation or field.null or field.has_default() or field.primary_key)
    }


def snapshot() -> Snapshot:
    return {
        table._meta.label: set(map(repr, rows(table))) for table in apps.get_models(include_auto_created=True)
    }


def rows(table: type[models.Model]) -> Iterator[tuple[Any, ...]]:
    yield from table._base_manager.values_list().iterator()


def test_every_app_with_rows_of_people_has_a_rule() -> None:
    ruled = {rule.name for rule in lifecycle.rules()} | BELOW
    without = {table._meta.label for table in owned_models() if table._meta.app_label not in ruled}

    assert not without


def test_after_leaving_the_database_is_as_if_the_person_had_never_come(ana: User, ben: User) -> None:
    fill(ben)
    ana.delete()
    before = snapshot()
    ana = User.objects.create_user("ana@example.com", full_name="Ana Owner")
    fill(ana)

    erase_account(user=User.objects.get(pk=ana.pk))

    after = snapshot()
    left = after["accounts.AuditEvent"] - before["accounts.AuditEvent"]
    assert {label: rows - before[label] for label, rows in after.items() if rows - before[label]} == {
        "accounts.AuditEvent": left
    }
    assert {label: rows - after[label] for label, rows in before.items() if rows - after[label]} == {}
    assert "ana@example.com" not in repr(after)
    event = AuditEvent.objects.order_by("pk").last()
    assert event is not None
    assert (len(left), event.kind, event.user_id, event.ip, event.detail) == (1, "erase", None, None, "")
