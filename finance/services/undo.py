"""Takes an import back: rows, changes and names are as they were before it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from config.lib import clock
from config.lib.errors import Conflict, Missing
from config.lib.periods import period_of
from finance.domain.row_facts import agreed
from finance.models import Account, Category, ImportBatch, Source, Split, Transaction, TransactionChange
from finance.selectors.shown import IDENTITY, as_json
from finance.selectors.touched import periods_of_import
from finance.services.edits import facts_of
from finance.services.history import Change, record_changes
from finance.services.locks import lock_ledger
from finance.services.row_writer import save_rows
from finance.sql.rows import mark_deleted, remove_inserted
from finance.sql.touched import periods_touched
from preferences.services.versions import bump_ledger

_BY_PERSON = (TransactionChange.Origin.USER, TransactionChange.Origin.RECONCILE)
_REPORTED = 50


def undo_import(*, user: User, batch_id: int, force: bool = False, actor: User | None = None) -> ImportBatch:
    """Remove what the import inserted, restore what it changed or deleted, drop names only it used.

    Raises Missing for a foreign or unknown import, Conflict when it is undone already or, without `force`,
    when rows it touched were edited by a person since; the answer lists them. Nothing is left that would
    keep the same file from being imported again. `actor` is who asks, the owner by default.
    """
    try:
        return _undo(user, batch_id, force=force, actor=actor or user)
    except IntegrityError:
        raise Conflict("Later imports build on this one", detail="Undo the later imports first.") from None


def put_back(*, user: User, lines: Sequence[TransactionChange]) -> None:
    """Set the fields of these lines, newest first, back to what they were, where nothing has moved them on.

    What is again as its source tells it follows the source again. The caller owns the transaction and has the
    lock.
    """
    related = ("account", "to_account", "category__parent")
    ids = {line.transaction_id for line in lines}
    rows = Transaction.objects.for_user(user).select_related(*related).in_bulk(ids)
    at, periods = clock.now(), periods_touched(user.pk, ids)
    changes = [change for line in lines for change in _restore(rows[line.transaction_id], line, at)]
    for row in rows.values():
        fields = {change.field for change in changes if change.transaction_id == row.pk}
        row.corrected = agreed(fields - {"deletion"}, facts_of(row), row.corrected)
    save_rows(user=user, rows=list(rows.values()), at=at)
    origin = TransactionChange.Origin.UNDO
    record_changes(user_id=user.pk, changes=changes, origin=origin, at=at, actor_id=user.pk)
    bump_ledger(user.pk, periods=periods | {period_of(row.date) for row in rows.values()})


def _undo(user: User, batch_id: int, *, force: bool, actor: User) -> ImportBatch:
    with transaction.atomic():
        lock_ledger(user.pk)
        batch = ImportBatch.objects.for_user(user).filter(pk=batch_id).first()
        if batch is None:
            raise Missing
        if batch.undone_at:
            raise Conflict("This import is undone already")
        if batch.source.kind == Source.Kind.BANK:
            raise Conflict("A bank's rows cannot be taken back", detail="Disconnect the bank instead.")
        if not force:
            _refuse_lost_edits(batch)
        now, periods = clock.now(), periods_of_import(batch)
        _remove_inserted(batch, at=now)
        periods |= _restore_changed(user, batch, actor=actor, at=now)
        _remove_names(batch)
        batch.undone_at, batch.claims_hash = now, False
        batch.save(update_fields=["undone_at", "claims_hash"])
        bump_ledger(user.pk, periods=periods)
    return batch


def _refuse_lost_edits(batch: ImportBatch) -> None:
    lines = TransactionChange.objects.filter(user_id=batch.user_id)
    edited = lines.filter(origin__in=_BY_PERSON, at__gte=batch.created_at)
    inserted = edited.filter(transaction__import_batch=batch).exclude(transaction__deletion="user")
    touched = lines.filter(import_batch=batch, transaction=OuterRef("transaction"), field=OuterRef("field"))
    changed = edited.filter(Exists(touched))
    rows = sorted(
        {
            *inserted.values_list("transaction_id", flat=True),
            *changed.values_list("transaction_id", flat=True),
        }
    )
    if rows:
        raise Conflict(
            "Rows of this import were edited since",
            detail=f"Undoing would lose edits of {len(rows)} rows. Send force: true to undo all the same.",
            extra={"transactions": rows[:_REPORTED], "count": len(rows)},
        )


def _remove_inserted(batch: ImportBatch, *, at: datetime) -> None:
    """Rows without a history leave the table; the others stay behind, out of sight and matched by nothing."""
    rows = Transaction.objects.filter(user_id=batch.user_id, import_batch=batch)
    history = TransactionChange.objects.filter(transaction=OuterRef("pk"))
    mark_deleted(
        list(rows.filter(Exists(history)).values_list("id", flat=True)),
        reason=Transaction.Deletion.UNDONE,
        at=at,
    )
    remove_inserted(user_id=batch.user_id, batch_id=batch.pk)


def _restore_changed(user: User, batch: ImportBatch, *, actor: User, at: datetime) -> set[int]:
    """The months in which these rows stand afterwards."""
    lines = list(
        TransactionChange.objects.filter(user=user, import_batch=batch)
        .exclude(Q(transaction__import_batch=batch) | Q(origin=TransactionChange.Origin.UNDO))
        .order_by("-id")
    )
    related = ("account", "to_account", "category__parent")
    rows = Transaction.objects.select_related(*related).in_bulk({line.transaction_id for line in lines})
    restored = [change for line in lines for change in _restore(rows[line.transaction_id], line, at)]
    save_rows(user=user, rows=list(rows.values()), at=at)
    record_changes(
        user_id=user.pk,
        changes=restored,
        origin=TransactionChange.Origin.UNDO,
        at=at,
        actor_id=actor.pk,
        batch_id=batch.pk,
    )
    return {period_of(row.date) for row in rows.values()}


def _restore(row: Transaction, line: TransactionChange, at: datetime) -> Sequence[Change]:
    """Set one field back, unless something later than the import has moved it on."""
    if line.field == IDENTITY:
        _restore_identity(row, line.before or {})
        return ()
    if line.field == "deletion":
        if row.deletion == line.after:
            row.deletion, row.deleted_at = str(line.before), at if line.before else None
            return (Change(row.pk, "deletion", line.after, line.before),)
        return ()
    current = as_json(getattr(row, line.field))
    if current != line.after:
        return ()
    setattr(row, line.field, _from_json(line.field, line.before))
    return (Change(row.pk, line.field, line.after, line.before),)


def _restore_identity(row: Transaction, before: dict[str, Any]) -> None:
    row.fingerprint = bytes.fromhex(before["fingerprint"])
    row.occurrence = before["occurrence"] or None
    row.external_id = before["external_id"]
    if before["imported"] and row.corrected:
        row.corrected = {**row.corrected, **before["imported"]}


def _from_json(field: str, value: Any) -> Any:
    match field:
        case "amount":
            return Decimal(value)
        case "date":
            return date.fromisoformat(value)
        case "account" | "to_account":
            return Account.objects.get(pk=value["id"]) if value else None
        case "category":
            return Category.objects.select_related("parent").filter(pk=value["id"]).first() if value else None
        case _:
            return value


def _remove_names(batch: ImportBatch) -> None:
    """Accounts and categories that came with the import, unless something else uses them by now."""
    ids = batch.created_names
    rows = Transaction.objects.filter(user_id=batch.user_id)
    for pk in ids.get("accounts", []):
        if not rows.filter(Q(account_id=pk) | Q(to_account_id=pk)).exists():
            Account.objects.filter(user_id=batch.user_id, pk=pk).delete()
    for pk in reversed(ids.get("categories", [])):
        used = rows.filter(category_id=pk).exists() or Split.objects.filter(category_id=pk).exists()
        if not used and not Category.objects.filter(parent_id=pk).exists():
            Category.objects.filter(user_id=batch.user_id, pk=pk).delete()
