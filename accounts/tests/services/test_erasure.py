from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import Model

from accounts import lifecycle
from accounts.models import AuditEvent, LoginThrottle, User
from accounts.services.attempts import allow_attempt
from accounts.services.erasure import erase_account, erasing, reset_account
from accounts.tests.factories import AuditEventFactory
from config.lib.errors import Unauthenticated

pytestmark = pytest.mark.django_db


def refused(act: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match="accounts_auditevent is append-only"), transaction.atomic():
        act()


def test_an_audit_event_is_never_changed_or_removed(ana: User) -> None:
    event = AuditEventFactory(user=ana)

    refused(lambda: AuditEvent.objects.update(kind="logout"))
    refused(event.save)
    refused(event.delete)
    refused(AuditEvent.objects.all().delete)

    assert list(AuditEvent.objects.values_list("user", "kind")) == [(ana.pk, "login")]


def test_even_while_erasing_nothing_is_changed(ana: User) -> None:
    AuditEventFactory(user=ana)

    with erasing(ana):
        refused(lambda: AuditEvent.objects.update(kind="logout"))


def test_the_mark_ends_with_its_block(ana: User) -> None:
    event = AuditEventFactory(user=ana)
    other = AuditEventFactory(user=ana)

    with erasing(ana):
        other.delete()

    refused(event.delete)
    assert AuditEvent.objects.count() == 1


def test_the_mark_does_not_outlive_a_failure(ana: User) -> None:
    event = AuditEventFactory(user=ana)

    with pytest.raises(RuntimeError, match="boom"), erasing(ana):
        raise RuntimeError("boom")

    refused(event.delete)


def test_a_user_row_does_not_go_without_the_service(ana: User) -> None:
    AuditEventFactory(user=ana)

    refused(ana.delete)

    assert User.objects.filter(pk=ana.pk).exists()


def test_an_erasure_is_all_or_nothing(ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    AuditEventFactory(user=ana)
    monkeypatch.setattr(lifecycle, "_rules", {})

    def break_down(user: Model) -> None:
        AuditEvent.objects.all().delete()
        raise RuntimeError("boom")

    lifecycle.register("broken", on_erase=break_down)

    with pytest.raises(RuntimeError, match="boom"):
        erase_account(user=ana)

    assert User.objects.filter(pk=ana.pk).exists()
    assert AuditEvent.objects.count() == 1


def test_somebody_who_is_gone_cannot_be_erased_again(ana: User) -> None:
    again = User.objects.get(pk=ana.pk)
    erase_account(user=ana)

    with pytest.raises(Unauthenticated):
        erase_account(user=again)

    assert AuditEvent.objects.count() == 1


def test_traces_without_a_foreign_key_go_too(ana: User, ben: User, cleo: User, rate_limits: None) -> None:
    for user in (ana, ben):
        allow_attempt(email=user.email, request=None)
        LogEntry.objects.create(
            user=cleo,
            content_type=ContentType.objects.get_for_model(User),
            object_id=str(user.pk),
            object_repr=str(user),
            action_flag=CHANGE,
        )

    erase_account(user=ana)

    assert LogEntry.objects.values_list("object_repr", flat=True).get() == "ben@example.com"
    assert LoginThrottle.objects.count() == 2, "Ben's and the address's"


@pytest.mark.parametrize(
    ("mode", "calls"),
    [("transactions", ["top reset", "low reset"]), ("full", ["top reset", "low reset", "low in", "top in"])],
)
def test_a_reset_runs_the_rules_from_the_top_and_arrivals_from_below(
    ana: User, monkeypatch: pytest.MonkeyPatch, mode: lifecycle.Mode, calls: list[str]
) -> None:
    seen: list[str] = []

    def note(what: str, user: User, given: str = mode) -> None:
        assert (user, given) == (ana, mode)
        seen.append(what)

    monkeypatch.setattr(lifecycle, "_rules", {})
    for name in ("low", "top"):
        lifecycle.register(
            name,
            on_register=partial(note, f"{name} in"),
            on_reset=partial(note, f"{name} reset"),
            on_erase=partial(note, f"{name} out"),
        )

    reset_account(user=ana, mode=mode)
    assert seen == calls

    erase_account(user=ana)
    assert seen == [*calls, "top out", "low out"]


def test_a_rule_is_registered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lifecycle, "_rules", {})
    lifecycle.register("finance")

    with pytest.raises(ValueError, match="finance has a lifecycle rule already"):
        lifecycle.register("finance")
