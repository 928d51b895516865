"""The one door into the ledger: every source's rows are planned here, then written in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from django.db import IntegrityError, transaction

from accounts.models import User
from config.lib import clock
from config.lib.errors import Conflict, Unavailable
from config.lib.money import to_units
from config.lib.periods import period_of
from finance.domain.feed_plan import SETTLING, plan_feed
from finance.domain.fingerprint import fingerprinter
from finance.domain.id_ranges import expand, ranges_of
from finance.domain.import_plan import Arrival, Facts, Held, ImportPlan, Span, is_mass_deletion, plan_import
from finance.domain.incoming import IncomingTransaction
from finance.models import Account, ImportBatch, Source, Transaction, TransferProposal
from finance.selectors.held import held_rows
from finance.services.duplicates import flag_duplicates
from finance.services.limits import ensure_gross
from finance.services.locks import lock_ledger
from finance.services.names import NameBook, resolve_names
from finance.services.plan_writer import PlanWriter
from finance.services.transfer_parting import part_transfers
from finance.sql.touched import periods_touched
from preferences.services.versions import bump_ledger

_ATTEMPTS = 3
_OPEN = TransferProposal.Decision.OPEN
Outcome = TypeVar("Outcome")


@dataclass(frozen=True)
class Feed:
    """What a bank's update has beside its rows, whose `account` is the bank's own id (see plan_feed)."""

    accounts: Mapping[str, Account]
    removed: Collection[str] = ()
    whole: bool = False


@dataclass(frozen=True)
class Delivery:
    """Rows of one source and the file that brought them.

    `rows_in_file` counts before transfer legs were merged. `alike` lets a row that its source reworded find
    its old self (see plan_import). With `replaces` the file is the whole truth about its source between its
    first and last date: what it no longer names is deleted, softly.
    """

    kind: str
    source: str
    format: str
    file_name: str
    rows: Sequence[IncomingTransaction]
    rows_in_file: int
    merged_legs: int = 0
    file_hash: str = ""
    claims_hash: bool = False
    alike: bool = False
    replaces: bool = False
    confirm_deletions: bool = False
    feed: Feed | None = None


@dataclass
class Ingested:
    """What one delivery did: the saved batch, its plan, and how many rows may repeat another source's."""

    batch: ImportBatch
    plan: ImportPlan
    possible_duplicates: int = 0
    created: dict[str, list[int]] = field(default_factory=dict)
    merged_legs: int = 0

    def stats(self) -> dict[str, int]:
        """Counts of this delivery; a row that came back counts as inserted."""
        revived = sum(1 for update in self.plan.updates if update.revives)
        counts = {
            "inserted": len(self.plan.inserts) + revived,
            "updated": len(self.plan.updates) - revived,
            "deleted": len(self.plan.deletes),
            "unchanged": len(self.plan.unchanged),
        }
        return {"processed": sum(counts.values()), **counts, "merged_legs": self.merged_legs}


def retry_lost_races(work: Callable[[], Outcome]) -> Outcome:
    """Run `work`, which owns a transaction, again when a unique constraint shows that another writer was
    first.
    """
    for attempt in range(_ATTEMPTS):
        try:
            return work()
        except IntegrityError:
            if attempt == _ATTEMPTS - 1:
                raise
    raise Unavailable("The ledger is busy")


def ingest(
    *, user: User, delivery: Delivery, batch: ImportBatch | None = None, is_last: bool = True
) -> Ingested:
    """Plan the delivery against the ledger and write it; all or nothing.

    A large upload comes in parts under one open `batch`; only the last part plans deletions. Importing the
    same delivery twice changes nothing the second time. Raises Conflict where it would delete most of a
    source, Invalid where the ledger's gross would grow past what sums can hold.
    """
    units = [to_units(row.amount) for row in delivery.rows]
    contents = _contents(delivery, units)
    with transaction.atomic():
        lock_ledger(user.pk)
        source = _source_of(user, delivery)
        names = resolve_names(
            user=user, rows=delivery.rows, accounts=delivery.feed.accounts if delivery.feed else None
        )
        arrivals = _arrivals(delivery.rows, units, contents, names)
        is_first = batch is None
        batch = batch or _new_batch(user, source, delivery)
        span = _widen(batch, delivery)
        held = _held(source, span, arrivals, delivery)
        consumed = frozenset[int]() if is_first else _met_by(batch)
        replaces = span if delivery.replaces and is_last else None
        if delivery.feed:
            plan = _plan_feed(delivery.feed, delivery.rows, arrivals, held)
            if part_transfers(user=user, rows=[*plan.deletes, *plan.released], decision=_OPEN):
                held = _held(source, span, arrivals, delivery)
                plan = _plan_feed(delivery.feed, delivery.rows, arrivals, held)
        else:
            plan = plan_import(arrivals, held, replaces=replaces, alike=delivery.alike, consumed=consumed)
        if replaces and not delivery.confirm_deletions and is_mass_deletion(plan, held, replaces):
            raise _too_many_deletions(plan)
        ensure_gross(
            user_id=user.pk, added=sum((delivery.rows[i.arrival].amount for i in plan.inserts), Decimal(0))
        )
        _count(batch, plan, delivery, names, is_last=is_last)
        now = batch.created_at if is_first else clock.now()
        batch.save()
        periods = _periods(user, plan, arrivals)
        PlanWriter(user=user, source=source, batch=batch, rows=delivery.rows, arrivals=arrivals, names=names,
                   at=now).write(plan, held)  # fmt: skip
        duplicates = _flag(user, source, batch, plan, now)
        bump_ledger(user.pk, periods=periods)
    return Ingested(
        batch=batch,
        plan=plan,
        possible_duplicates=duplicates,
        created=names.created,
        merged_legs=delivery.merged_legs,
    )


def _source_of(user: User, delivery: Delivery) -> Source:
    source, _ = Source.objects.get_or_create(user=user, kind=delivery.kind, name=delivery.source)
    return source


def _contents(delivery: Delivery, units: Sequence[int]) -> list[bytes]:
    """What the rows are known by; a bank's are known by their ids."""
    if delivery.feed:
        return [b""] * len(delivery.rows)
    fingerprint = fingerprinter()
    return list(map(fingerprint, delivery.rows, units))


def _plan_feed(
    feed: Feed, rows: Sequence[IncomingTransaction], arrivals: Sequence[Arrival], held: Sequence[Held]
) -> ImportPlan:
    links = [row.pending_external_id for row in rows]
    return plan_feed(arrivals, held, links=links, removed=feed.removed, whole=feed.whole)


def _arrivals(
    rows: Sequence[IncomingTransaction], units: Sequence[int], contents: Sequence[bytes], names: NameBook
) -> list[Arrival]:
    accounts = {name: (str(account.pk), account.currency) for name, account in names.accounts.items()}
    categories = {hint: str(category.pk) for hint, category in names.categories.items()}
    arrivals = []
    for row, amount, content in zip(rows, units, contents, strict=True):
        account, currency = accounts[row.account]
        facts = Facts(
            row.date,
            row.type,
            amount,
            row.currency or currency,
            account,
            accounts[row.to_account][0] if row.to_account else "",
            categories.get((row.category, row.subcategory or ""), "") if row.category else "",
            row.note,
            row.merchant,
            row.status,
        )
        arrivals.append(Arrival(content, row.external_id, facts))
    return arrivals


def _new_batch(user: User, source: Source, delivery: Delivery) -> ImportBatch:
    return ImportBatch(
        user=user,
        source=source,
        format=delivery.format,
        file_name=delivery.file_name,
        file_hash=delivery.file_hash,
        claims_hash=delivery.claims_hash,
        created_names={},
        created_at=clock.now(),
    )


def _widen(batch: ImportBatch, delivery: Delivery) -> Span | None:
    """The batch's span grown over the rows of this delivery; None while it has none."""
    days = [row.date for row in delivery.rows]
    if batch.span_start and batch.span_end:
        days += [batch.span_start, batch.span_end]
    if not days:
        return None
    batch.span_start, batch.span_end = min(days), max(days)
    return Span(batch.span_start, batch.span_end)


def _held(source: Source, span: Span | None, arrivals: list[Arrival], delivery: Delivery) -> list[Held]:
    ids = {arrival.external_id for arrival in arrivals if arrival.external_id}
    if delivery.feed:
        ids |= {row.pending_external_id for row in delivery.rows if row.pending_external_id}
        ids |= set(delivery.feed.removed)
        span = _settling(span, whole=delivery.feed.whole)
    return held_rows(source=source, span=span, external_ids=ids) if span or ids else []


def _settling(span: Span | None, *, whole: bool) -> Span | None:
    """A pending row may be posted up to SETTLING later; who tells everything is compared with everything."""
    if span is None:
        return None
    return Span(span.start - SETTLING, date.max if whole else span.end + SETTLING)


def _met_by(batch: ImportBatch) -> frozenset[int]:
    """The rows that earlier parts of this import matched or inserted."""
    inserted = Transaction.objects.filter(user_id=batch.user_id, import_batch=batch)
    return frozenset([*expand(batch.seen), *inserted.values_list("id", flat=True)])


def _count(
    batch: ImportBatch, plan: ImportPlan, delivery: Delivery, names: NameBook, *, is_last: bool
) -> None:
    revived = sum(1 for update in plan.updates if update.revives)
    batch.rows_in_file += delivery.rows_in_file
    batch.merged_legs += delivery.merged_legs
    batch.inserted += len(plan.inserts) + revived
    batch.updated += len(plan.updates) - revived
    batch.deleted += len(plan.deletes)
    batch.unchanged += len(plan.unchanged)
    batch.is_complete = is_last
    batch.seen = ranges_of([*expand(batch.seen), *plan.unchanged, *(update.id for update in plan.updates)])
    for table, ids in names.created.items():
        batch.created_names[table] = batch.created_names.get(table, []) + ids


def _periods(user: User, plan: ImportPlan, arrivals: Sequence[Arrival]) -> set[int]:
    """The months that the plan touches, asked before it is written."""
    leaving = [*plan.deletes, *(update.id for update in plan.updates if update.changes or update.revives)]
    days = {arrivals[insert.arrival].facts.date for insert in plan.inserts}
    days |= {update.changes["date"][1] for update in plan.updates if "date" in update.changes}
    before = periods_touched(user.pk, leaving) if leaving else set()
    return before | {period_of(day) for day in days}


def _flag(user: User, source: Source, batch: ImportBatch, plan: ImportPlan, at: datetime) -> int:
    if not plan.inserts:
        return 0
    new = Transaction.objects.filter(user=user, import_batch=batch)
    return flag_duplicates(user=user, new=new, source_id=source.pk, at=at)


def _too_many_deletions(plan: ImportPlan) -> Conflict:
    return Conflict(
        "This file would delete most of what it brought before",
        detail=f"{len(plan.deletes)} rows of this source are missing from the file. "
        "Send confirm_deletions: true to delete them.",
        extra={"deletions": len(plan.deletes)},
    )
