"""What people do to single transactions: enter, correct, delete, bring back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from django.db import IntegrityError, transaction
from msgspec import UNSET

from accounts.models import User
from config.lib import clock
from config.lib.errors import Conflict, Invalid, Missing
from config.lib.periods import period_of
from finance.domain.row_facts import corrections
from finance.models import DuplicateCandidate, Source, Split, Transaction, TransactionChange, TransferProposal
from finance.selectors.shown import FactNames
from finance.services.accounts import default_cash_account
from finance.services.duplicates import flag_duplicates
from finance.services.edits import Edit, apply_edit, facts_of, refuse_breaking_splits
from finance.services.history import Change, record_changes
from finance.services.limits import ensure_gross
from finance.services.locks import lock_ledger
from finance.services.row_writer import save_rows
from finance.services.tags import set_tags
from finance.services.transfer_parting import part_transfers
from finance.sql.rows import mark_deleted
from finance.sql.touched import periods_touched
from preferences.services.versions import bump_ledger

Origin = TransactionChange.Origin
MAX_EDITS = 1_000


def create_transaction(*, user: User, edit: Edit) -> Transaction:
    """Enter one row by hand; without an account it goes to the default cash account.

    `date`, `amount` and `type` must be set. Without a currency the row has its account's.
    """
    with transaction.atomic():
        lock_ledger(user.pk)
        now = clock.now()
        source, _ = Source.objects.get_or_create(user=user, kind=Source.Kind.MANUAL, name="")
        if edit.account is UNSET:
            edit = replace(edit, account=default_cash_account(user).pk)
        row = Transaction(user=user, source=source, created_at=now, updated_at=now)
        apply_edit(user, row, edit, is_new=True)
        ensure_gross(user_id=user.pk, added=row.amount)
        row.period = period_of(row.date)
        row.save(force_insert=True)
        save_rows(user=user, rows=[row], at=now)
        if edit.tags is not UNSET:
            set_tags(user=user, row=row, names=edit.tags)
        new = Transaction.objects.filter(pk=row.pk)
        flag_duplicates(user=user, new=new, source_id=source.pk, at=now)
        bump_ledger(user.pk, periods=[row.period])
    return row


def edit_transactions(
    *, user: User, edits: Mapping[int, Edit], origin: str = Origin.USER, reason: str = ""
) -> None:
    """Correct live rows by id, all or none; each changed field is in the history and imports leave it alone.

    Raises Missing when a row is not the owner's or not live, and what `apply_edit` raises; with more than one
    edit the fields are named `edits.<position>.<field>`.
    """
    with transaction.atomic():
        rows = lock_rows(user, edits)
        at = clock.now()
        shown = FactNames(user_id=user.pk)
        split = set(Split.objects.filter(transaction__in=rows).values_list("transaction_id", flat=True))
        changes: list[Change] = []
        for position, (pk, edit) in enumerate(edits.items()):
            try:
                changes += _edit(user, rows[pk], edit, shown, has_splits=pk in split)
            except Invalid as problem:
                raise problem if len(edits) == 1 else _at(position, problem) from None
        ensure_gross(user_id=user.pk, added=sum((row.amount for row in rows.values()), Decimal(0)))
        touched = {change.transaction_id for change in changes if change.field != "tags"}
        periods = periods_touched(user.pk, touched) if touched else set()
        save_rows(user=user, rows=list(rows.values()), at=at)
        record_changes(
            user_id=user.pk, changes=changes, origin=origin, at=at, actor_id=user.pk, reason=reason
        )
        bump_ledger(user.pk, periods=periods | {period_of(rows[pk].date) for pk in touched})


def delete_transactions(*, user: User, ids: Collection[int]) -> None:
    """Soft: the rows leave every figure, can be restored, and stay away when their source resends them."""
    with transaction.atomic():
        lock_rows(user, ids)
        bury_rows(user=user, ids=ids, deletion=Transaction.Deletion.USER)


def restore_transaction(*, user: User, transaction_id: int) -> None:
    """Bring a deleted row back; Conflict when it is live or its source has brought an equal one since."""
    with transaction.atomic():
        lock_ledger(user.pk)
        rows = Transaction.objects.for_user(user).select_related(*_RELATED)
        row = rows.exclude(deletion=Transaction.Deletion.UNDONE).filter(pk=transaction_id).first()
        if row is None:
            raise Missing
        if row.deletion == Transaction.Deletion.LIVE:
            raise Conflict("The transaction is not deleted")
        was, row.deletion, row.deleted_at = row.deletion, Transaction.Deletion.LIVE, None
        at = clock.now()
        try:
            with transaction.atomic():
                save_rows(user=user, rows=[row], at=at)
        except IntegrityError:
            raise Conflict("Its source has brought this row again") from None
        if was == Transaction.Deletion.MERGED:
            pairs = DuplicateCandidate.objects.for_user(user).filter(transaction=row, decision="merged")
            pairs.update(decision=DuplicateCandidate.Decision.KEPT)
            part_transfers(user=user, rows=[row.pk], decision=TransferProposal.Decision.REFUSED)
        line = Change(row.pk, "deletion", was, "")
        record_changes(user_id=user.pk, changes=[line], origin=Origin.USER, at=at, actor_id=user.pk)
        bump_ledger(user.pk, periods=[row.period])


def edit_in_bulk(*, user: User, edits: Mapping[int, Edit], deletions: Sequence[int]) -> None:
    """Up to MAX_EDITS corrections and deletions, all or none."""
    if not 1 <= len(edits) + len(deletions) <= MAX_EDITS:
        raise Invalid(f"Between 1 and {MAX_EDITS} edits", errors={"edits": [f"Between 1 and {MAX_EDITS}"]})
    with transaction.atomic():
        if edits:
            edit_transactions(user=user, edits=edits)
        if deletions:
            delete_transactions(user=user, ids=deletions)


def merge_into(*, user: User, kept: Transaction, repeat: Transaction) -> None:
    """Bury the repeat; what only it knew (category, merchant, note) goes to the kept row. Inside a
    transaction.
    """
    gained = {
        name: getattr(repeat, name)
        for name in ("merchant", "note")
        if not getattr(kept, name) and getattr(repeat, name)
    }
    if kept.category_id is None and repeat.category_id is not None and kept.type != Transaction.Type.TRANSFER:
        gained["category"] = repeat.category_id
    if gained:
        edit_transactions(user=user, edits={kept.pk: Edit(**gained)}, reason="merged duplicate")
    bury_rows(user=user, ids=[repeat.pk], deletion=Transaction.Deletion.MERGED)


def lock_rows(user: User, ids: Collection[int]) -> dict[int, Transaction]:
    """The owner's live rows by id, with what `save_rows` needs, under the ledger's lock; Missing if one is
    not there.
    """
    lock_ledger(user.pk)
    rows = Transaction.objects.for_user(user).live().select_related(*_RELATED).in_bulk(list(ids))
    if len(rows) < len(set(ids)):
        missing = sorted(set(ids) - set(rows))
        raise Missing(detail=f"No transaction {missing[0]}") if len(ids) > 1 else Missing()
    return rows


_RELATED = ("account", "to_account", "category__parent")


def _edit(user: User, row: Transaction, edit: Edit, shown: FactNames, *, has_splits: bool) -> list[Change]:
    before = facts_of(row)
    apply_edit(user, row, edit)
    after = facts_of(row)
    refuse_breaking_splits(before, after, has_splits=has_splits)
    if row.fingerprint is not None or row.external_id is not None:
        row.corrected = corrections(before, after, row.corrected)
    pairs = zip(before._fields, before, after, strict=True)
    changes = [
        Change(row.pk, name, shown.show(name, old), shown.show(name, new))
        for name, old, new in pairs
        if old != new
    ]
    if edit.tags is not UNSET:
        had = set_tags(user=user, row=row, names=edit.tags)
        if set(had) != set(edit.tags):
            changes.append(Change(row.pk, "tags", had, list(edit.tags)))
    return changes


def bury_rows(*, user: User, ids: Collection[int], deletion: Transaction.Deletion, reason: str = "") -> None:
    """Live rows leave the figures; inside a transaction that holds the ledger's lock."""
    at = clock.now()
    mark_deleted(list(ids), reason=deletion, at=at)
    lines = [Change(pk, "deletion", "", str(deletion)) for pk in ids]
    record_changes(user_id=user.pk, changes=lines, origin=Origin.USER, at=at, actor_id=user.pk, reason=reason)
    bump_ledger(user.pk, periods=periods_touched(user.pk, ids))


def _at(position: int, problem: Invalid) -> Invalid:
    errors = {f"edits.{position}.{field}": texts for field, texts in (problem.errors or {}).items()}
    return Invalid(problem.error, detail=problem.detail, errors=errors)
