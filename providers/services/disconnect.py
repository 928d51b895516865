"""Ending a link, whole or account by account. What the bank told stays in the ledger unless it is purged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import AuditEvent, User
from accounts.services.audit import record_event
from accounts.services.locks import lock_person
from config.lib import clock
from config.lib.errors import Missing
from finance.models import Account
from finance.services.accounts import delete_account
from finance.services.locks import lock_ledger
from providers.models import Connection, SyncRun
from providers.services.revocation import queue_revocation

if TYPE_CHECKING:
    from django.http import HttpRequest


def disconnect(
    *, user: User, connection_id: int, purge: bool = False, request: HttpRequest | None = None
) -> None:
    """Unlink all its accounts and forget its tokens; with `purge` the accounts and their rows go too, and
    with them the connection. Missing for one that is disconnected already, unless it is to be purged.
    """
    with transaction.atomic():
        lock_ledger(user.pk)
        if purge:
            lock_person(user.pk)  # before the connection, as a reset does: else each may wait for the other
        connection = _disconnect(user, connection_id, purge=purge)
        record_event(
            user=user, kind=AuditEvent.Kind.BANK_UNLINKED, request=request, detail=connection.provider_id
        )


def note_unlinked(user: User, account: Account) -> None:
    """An account goes: its connection passes over it from now on, or ends with its last one."""
    connection = _locked(user, account.connection_id) if account.connection_id else None
    if connection is None or connection.status == Connection.Status.DISCONNECTED:
        return
    connection.unlinked = sorted({*connection.unlinked, account.external_id})
    connection.epoch += 1
    connection.save(update_fields=["unlinked", "epoch"])
    linked = Account.objects.for_user(user).filter(connection_id=connection.pk)
    if not linked.exclude(external_id__in=connection.unlinked).exists():
        _end(connection)


def _disconnect(user: User, connection_id: int, *, purge: bool) -> Connection:
    connection = _locked(user, connection_id)
    if connection is None or (connection.status == Connection.Status.DISCONNECTED and not purge):
        raise Missing
    accounts = Account.objects.for_user(user).filter(connection_id=connection.pk)
    for account in accounts if purge else accounts.filter(is_active=True):
        delete_account(user, account.pk, purge=purge)
    _end(_locked(user, connection_id))
    if purge:
        connection.delete()
    return connection


def _locked(user: User, connection_id: int) -> Connection | None:
    return Connection.objects.for_user(user).select_for_update(no_key=True).filter(pk=connection_id).first()


def _end(connection: Connection | None) -> None:
    """A sync that is under way finds another epoch and writes nothing; one that waits is not begun."""
    if connection is None or connection.status == Connection.Status.DISCONNECTED:
        return
    queue_revocation(connection)
    connection.runs.filter(status=SyncRun.Status.QUEUED).delete()
    connection.status = Connection.Status.DISCONNECTED
    connection.access_token = connection.refresh_token = ""
    connection.token_expires_at = connection.next_sync_at = None
    connection.disconnected_at = clock.now()
    connection.epoch += 1
    connection.save()
