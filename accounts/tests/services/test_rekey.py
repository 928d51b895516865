from __future__ import annotations

import base64
import secrets
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.services import rekey as service
from accounts.services.rekey import rekey
from config.jobs.models import OutboxMessage
from config.jobs.services.outbox import opened, queue_email
from config.lib.crypto import KeyRing, SealError
from config.lib.sealed import sealed_columns
from preferences.models import Webhook
from providers.domain.contract import Grant
from providers.models import Connection, Revocation
from providers.services.tokens import grant_of, seal_revocation, seal_tokens, token_to_revoke
from providers.tests.factories import AT, ConnectionFactory

if TYPE_CHECKING:
    from pytest_django import Settings

URL = "https://hooks.example.com/1"


def key(name: str) -> str:
    return f"{name}:{base64.b64encode(secrets.token_bytes(32)).decode()}"


OLD, NEW = key("old"), key("new")


@pytest.fixture
def secrets_kept(ana: User, settings: Settings) -> Connection:
    settings.FIELD_KEYS = OLD
    ring = KeyRing.from_setting(OLD)
    Webhook.objects.create(
        user=ana, url=URL, created_at=AT, secret=ring.seal("whsec_x", context=f"webhook:{ana.pk}:{URL}")
    )
    queue_email(to="ana@example.com", subject="Hello", text="A link")
    connection: Connection = ConnectionFactory(user=ana)
    seal_tokens(connection, Grant("access-1", connection.item_id, "refresh-1"))
    connection.save()
    revocation = Revocation.objects.create(provider_id="banka", created_at=AT)
    seal_revocation(revocation, "access-0")
    revocation.save()
    return connection


def everything(connection: Connection, ring: str) -> list[Any]:
    webhook = Webhook.objects.get()
    connection.refresh_from_db()
    return [
        KeyRing.from_setting(ring).unseal(webhook.secret, context=f"webhook:{webhook.user_id}:{URL}"),
        opened(OutboxMessage.objects.get()).payload,
        grant_of(connection).access_token,
        grant_of(connection).refresh_token,
        token_to_revoke(Revocation.objects.get()),
    ]


OPEN = ["whsec_x", {"subject": "Hello", "text": "A link"}, "access-1", "refresh-1", "access-0"]


def test_the_old_key_can_go_and_everything_still_opens(secrets_kept: Connection, settings: Settings) -> None:
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    assert [(outcome.resealed, outcome.current, outcome.lost) for outcome in rekey()] == [(1, 0, [])] * 5
    settings.FIELD_KEYS = NEW
    assert everything(secrets_kept, NEW) == OPEN


def test_a_second_run_changes_nothing(secrets_kept: Connection, settings: Settings) -> None:
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    list(rekey())
    before = Webhook.objects.get().secret
    assert [(outcome.resealed, outcome.current) for outcome in rekey()] == [(0, 1)] * 5
    assert Webhook.objects.get().secret == before


def test_it_goes_on_where_it_was_stopped(
    secrets_kept: Connection, settings: Settings, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    monkeypatch.setattr(service, "BATCH", 1)
    for number in range(3):
        settings.FIELD_KEYS = OLD
        queue_email(to="ana@example.com", subject=f"Hello {number}", text="A link")
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    real, calls = KeyRing.seal, 0

    def stop_at_third(ring: KeyRing, plaintext: str, *, context: str) -> str:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise KeyboardInterrupt
        return real(ring, plaintext, context=context)

    with monkeypatch.context() as stopped:
        stopped.setattr(KeyRing, "seal", stop_at_third)
        with pytest.raises(KeyboardInterrupt):
            list(rekey())
    outcomes = {outcome.name: outcome for outcome in rekey()}
    assert sum(outcome.current for outcome in outcomes.values()) == 2
    assert sum(outcome.resealed for outcome in outcomes.values()) == 6
    settings.FIELD_KEYS = NEW
    assert [opened(message).payload["subject"] for message in OutboxMessage.objects.order_by("pk")] == [
        "Hello", "Hello 0", "Hello 1", "Hello 2",
    ]  # fmt: skip


def test_a_row_that_changes_meanwhile_is_left_to_whoever_changes_it(
    secrets_kept: Connection, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    real = KeyRing.unseal

    def sent_meanwhile(ring: KeyRing, envelope: str, *, context: str) -> str:
        OutboxMessage.objects.update(payload="")
        return real(ring, envelope, context=context)

    with monkeypatch.context() as racing:
        racing.setattr(KeyRing, "unseal", sent_meanwhile)
        outcome = next(outcome for outcome in rekey() if outcome.name == "outbox messages")
    assert (outcome.resealed, OutboxMessage.objects.get().payload) == (0, "")


def test_the_command_prints_counts(secrets_kept: Connection, settings: Settings) -> None:
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    out = StringIO()
    call_command("rekey", stdout=out)
    assert sorted(out.getvalue().splitlines()) == [
        "access tokens of banks: 1 sealed again, 0 under the first key already",
        "outbox messages: 1 sealed again, 0 under the first key already",
        "refresh tokens of banks: 1 sealed again, 0 under the first key already",
        "tokens to be revoked: 1 sealed again, 0 under the first key already",
        "webhook secrets: 1 sealed again, 0 under the first key already",
    ]


def test_what_no_key_opens_is_told_and_kept(secrets_kept: Connection, settings: Settings) -> None:
    settings.FIELD_KEYS = NEW
    kept = Webhook.objects.get().secret
    out = StringIO()
    with pytest.raises(CommandError, match=r"^5 could not be opened: keep every key that is in the ring\.$"):
        call_command("rekey", stdout=out)
    webhook = Webhook.objects.get()
    line = f"webhook secrets: 0 sealed again, 0 under the first key already, 1 not opened (ids {webhook.pk})"
    assert line in out.getvalue().splitlines()
    assert webhook.secret == kept


def test_an_envelope_of_another_row_is_lost(secrets_kept: Connection, settings: Settings, ana: User) -> None:
    other: Connection = ConnectionFactory(user=ana, access_token=secrets_kept.access_token)
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    outcome = next(outcome for outcome in rekey() if outcome.name == "access tokens of banks")
    assert (outcome.resealed, outcome.lost) == (1, [other.pk])
    with pytest.raises(SealError):
        grant_of(other)


def test_every_column_that_says_so_is_known() -> None:
    told = {
        (model, column.name)
        for model in apps.get_models()
        for column in model._meta.fields
        if column.help_text.startswith("Sealed")
    }
    assert told
    assert told <= {(column.model, column.column) for column in sealed_columns()}
