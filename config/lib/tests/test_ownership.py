from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps.registry import Apps
from django.contrib.auth.models import AnonymousUser
from django.db import connection, models
from pytest_django import DjangoDbBlocker

from accounts.models import User
from config.lib.ownership import OwnedModel, OwnedQuerySet

registry = Apps()  # of our own: whoever walks the models of the house must not meet this one
registry.register_model(User._meta.app_label, User)


class Thing(OwnedModel):
    name = models.CharField(max_length=20)

    class Meta(OwnedModel.Meta):
        abstract = False
        apps = registry
        app_label = "lib"


@pytest.fixture(scope="module")
def thing_table(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Thing)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Thing)


def test_each_user_sees_the_rows_that_are_theirs(thing_table: None, ana: User, ben: User) -> None:
    Thing.objects.bulk_create(
        [Thing(user=ana, name="a"), Thing(user=ana, name="b"), Thing(user=ben, name="c")]
    )
    assert list(Thing.objects.for_user(ana).order_by("name").values_list("name", flat=True)) == ["a", "b"]
    assert [thing.name for thing in Thing.objects.filter(name__gt="a").for_user(ben)] == ["c"]
    assert Thing.objects.for_user(ben).update(name="z") == 1
    assert sorted(Thing.objects.values_list("name", flat=True)) == ["a", "b", "z"]


def test_nobody_is_no_owner(thing_table: None, db: None) -> None:
    nobody: Any = AnonymousUser()
    with pytest.raises(TypeError):
        Thing.objects.for_user(nobody).exists()


def test_rows_go_with_their_user_and_the_user_does_not_list_them() -> None:
    field = Thing._meta.get_field("user")
    assert field.remote_field.on_delete is models.CASCADE
    assert field.remote_field.hidden
    assert isinstance(Thing.objects.all(), OwnedQuerySet)
