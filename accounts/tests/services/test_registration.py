from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from accounts import lifecycle
from accounts.domain.newcomer import Newcomer
from accounts.models import AuditEvent, Session, User
from accounts.services.registration import register_user
from accounts.tests.factories import UserFactory, registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def welcomed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    seen: list[str] = []
    monkeypatch.setattr(lifecycle, "_rules", {})
    lifecycle.register("watch", on_register=lambda user: seen.append(user.email))
    return seen


def test_every_app_welcomes_the_person(welcomed: list[str]) -> None:
    register_user(newcomer=Newcomer(**registration()))

    assert welcomed == ["dana@example.com"]


def test_a_failure_while_welcoming_leaves_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(user: User) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(lifecycle, "_rules", {})
    lifecycle.register("broken", on_register=break_down)

    with pytest.raises(RuntimeError, match="boom"):
        register_user(newcomer=Newcomer(**registration()))

    assert [table.objects.count() for table in (User, Session, AuditEvent)] == [0, 0, 0]


def test_a_collision_that_no_other_name_cures_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[str] = []

    def collide(user: User) -> None:
        tries.append(user.username)
        raise IntegrityError("not about the person")

    monkeypatch.setattr(lifecycle, "_rules", {})
    lifecycle.register("colliding", on_register=collide)

    with pytest.raises(IntegrityError, match="not about the person"):
        register_user(newcomer=Newcomer(**registration()))

    assert len(tries) == 3
    assert not User.objects.exists()


def create(**options: Any) -> None:
    call_command("createsuperuser", interactive=False, verbosity=0, **options)


def test_createsuperuser_makes_one_of_ours(welcomed: list[str]) -> None:
    UserFactory(email="old@example.com", is_superuser=True, username="root")

    create(email="Root@Example.com")

    user = User.objects.get(email="root@example.com")
    assert (user.is_staff, user.is_superuser) == (True, True)
    assert user.username.startswith("root")
    assert user.username != "root"
    assert welcomed == ["root@example.com"]
    assert AuditEvent.objects.filter(user=user, kind="register").count() == 1


def test_createsuperuser_asks_for_no_more_than_it_needs(
    welcomed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_EMAIL", "root@example.com")
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "correct horse battery")

    create()

    assert User.objects.get().check_password("correct horse battery")
