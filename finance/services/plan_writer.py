"""Writes an import plan: rows, history and tags, a few statements whatever the number of rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from finance.domain.import_plan import Arrival, Held, ImportPlan, Update
from finance.domain.incoming import IncomingTransaction
from finance.domain.rates import RateTable
from finance.models import ImportBatch, Source, Transaction
from finance.selectors.held import facts_to_json
from finance.selectors.rates import rate_table
from finance.selectors.shown import IDENTITY, FactNames
from finance.services.history import Change, record_changes
from finance.services.names import NameBook
from finance.services.row_writer import CONTENT, TABLE, RowColumns, save_rows
from finance.services.tags import tag_rows
from finance.sql.bulk import insert_rows, stored_instant
from finance.sql.rows import mark_deleted, release_ids

_INSERTED = (
    "user_id", "source_id", "import_batch_id", *CONTENT, "fingerprint", "occurrence", "external_id",
    "is_anomaly", "is_recurring", "needs_review", "deletion", "created_at", "updated_at",
)  # fmt: skip


@dataclass
class PlanWriter:
    """The context that every row of one delivery is written in."""

    user: User
    source: Source
    batch: ImportBatch
    rows: Sequence[IncomingTransaction]
    arrivals: Sequence[Arrival]
    names: NameBook
    at: datetime

    def write(self, plan: ImportPlan, held: Sequence[Held]) -> None:
        """Inserts, updates and deletions with their history; the caller owns the transaction."""
        changes = [*self._update(plan.updates, held), *self._delete(plan.deletes)]
        release_ids(plan.released)
        insert_rows(TABLE, _INSERTED, self._inserts(plan))
        tag_rows(user=self.user, batch=self.batch, tags=self._tags(plan))
        record_changes(
            user_id=self.user.pk,
            changes=changes,
            origin="sync" if self.source.kind == Source.Kind.BANK else self.source.kind,
            at=self.at,
            batch_id=self.batch.pk,
        )

    def _rates(self) -> RateTable:
        currencies = {self.user.base_currency, *(arrival.facts.currency for arrival in self.arrivals)}
        currencies |= {account.currency for account in self.names.accounts.values()}
        today = self.at.date()
        return rate_table(currencies, start=self.batch.span_start or today, end=self.batch.span_end or today)

    def _inserts(self, plan: ImportPlan) -> Iterator[tuple[Any, ...]]:
        names, shared = self.names, (self.user.pk, self.source.pk, self.batch.pk)
        columns = RowColumns(self.user.base_currency, self._rates())
        now = stored_instant(self.at)
        for index, occurrence in plan.inserts:
            row, arrival = self.rows[index], self.arrivals[index]
            category = names.categories.get((row.category, row.subcategory or "")) if row.category else None
            content = columns.of(
                row,
                arrival.facts.amount,
                arrival.facts.currency,
                account=names.accounts[row.account],
                to_account=names.accounts[row.to_account] if row.to_account else None,
                category=category,
            )
            yield (
                *shared, *content, arrival.fingerprint or None, occurrence or None, arrival.external_id,
                False, False, False, "", now, now,
            )  # fmt: skip

    def _tags(self, plan: ImportPlan) -> dict[tuple[bytes, int], tuple[str, ...]]:
        return {
            (self.arrivals[index].fingerprint, occurrence): self.rows[index].tags
            for index, occurrence in plan.inserts
            if self.rows[index].tags
        }

    def _update(self, updates: Sequence[Update], held: Sequence[Held]) -> list[Change]:
        if not updates:
            return []
        before = {row.id: row for row in held}
        related = ("account", "to_account", "category__parent")
        stored = Transaction.objects.select_related(*related).in_bulk([update.id for update in updates])
        shown = FactNames(user_id=self.user.pk)
        changes: list[Change] = []
        for update in updates:
            changes += _lines(update, before[update.id], shown)
            self._apply(update, stored[update.id])
        save_rows(user=self.user, rows=list(stored.values()), at=self.at)
        return changes

    def _apply(self, update: Update, row: Transaction) -> None:
        arrival = self.arrivals[update.arrival]
        for name in update.changes:
            self._set(row, name, self.rows[update.arrival], arrival)
        row.fingerprint = arrival.fingerprint or None
        row.occurrence = update.occurrence or row.occurrence
        row.external_id = arrival.external_id or row.external_id
        row.former_external_id = update.former_id or row.former_external_id
        if update.withheld:
            row.corrected = {**(row.corrected or {}), **facts_to_json(update.withheld)}
        if update.revives:
            row.deletion, row.deleted_at = Transaction.Deletion.LIVE, None

    def _set(self, row: Transaction, name: str, incoming: IncomingTransaction, arrival: Arrival) -> None:
        match name:
            case "account":
                row.account = self.names.accounts[incoming.account]
            case "to_account":
                row.to_account = self.names.accounts[incoming.to_account] if incoming.to_account else None
            case "category":
                row.category = self.names.categories[incoming.category or "", incoming.subcategory or ""]
            case "currency":
                row.currency = arrival.facts.currency
            case _:
                setattr(row, name, getattr(incoming, name))

    def _delete(self, ids: Sequence[int]) -> list[Change]:
        if ids:
            mark_deleted(ids, reason=Transaction.Deletion.SOURCE, at=self.at)
        return [Change(pk, "deletion", "", "source") for pk in ids]


def _lines(update: Update, held: Held, shown: FactNames) -> Iterator[Change]:
    for name, (before, after) in update.changes.items():
        yield Change(update.id, name, shown.show(name, before), shown.show(name, after))
    if update.revives:
        yield Change(update.id, "deletion", "source", "")
    if update.occurrence is not None or update.withheld:
        yield Change(update.id, IDENTITY, _identity(held, update), None)


def _identity(held: Held, update: Update) -> dict[str, Any]:
    """What undo puts back: how the row was matched, and the imported values that corrections hid."""
    return {
        "fingerprint": held.fingerprint.hex(),
        "occurrence": held.occurrence,
        "external_id": held.external_id,
        "imported": facts_to_json({name: getattr(held.facts, name) for name in update.withheld}),
    }
