"""One update of a bank link enters the ledger."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from finance.domain.incoming import IncomingTransaction
from finance.models import Account, ImportBatch, Source, Transaction
from finance.services.ingest import Delivery, Feed, Ingested, ingest
from finance.services.transfer_proposals import propose_transfers


@dataclass(frozen=True)
class BankOutcome:
    """Counts of rows; `duplicates` are pairs with other sources and `transfers` proposals, both for a person
    to decide. `batch` is None when there was nothing to do.
    """

    inserted: int = 0
    updated: int = 0
    removed: int = 0
    unchanged: int = 0
    duplicates: int = 0
    transfers: int = 0
    batch: ImportBatch | None = None


def ingest_bank(
    *,
    user: User,
    connection_id: int,
    accounts: Mapping[str, Account],
    rows: Sequence[IncomingTransaction],
    removed: Collection[str] = (),
    whole: bool = False,
) -> BankOutcome:
    """Write what a bank tells of the accounts of one link; `account` of the rows is the bank's id of it.

    Each row has another `external_id`, by which a repeat finds it again and changes nothing. `removed` are
    ids that the bank has dropped, `whole` says that the rows are all it has (see finance.domain.feed_plan).
    What a person corrected, deleted, split or tagged stays so. Joins the caller's transaction, which has
    taken the ledger's lock before any other.
    """
    if not (rows or removed or whole):
        return BankOutcome()
    delivery = Delivery(
        kind=Source.Kind.BANK,
        source=f"connection:{connection_id}",
        format="bank",
        file_name=f"connection:{connection_id}",
        rows=rows,
        rows_in_file=len(rows),
        feed=Feed(accounts, removed, whole=whole),
    )
    with transaction.atomic():
        done = ingest(user=user, delivery=delivery)
        return _outcome(done, transfers=_propose(user, done))


def _propose(user: User, done: Ingested) -> int:
    changed = [update.id for update in done.plan.updates]
    if not (changed or done.plan.inserts):
        return 0
    touched = Q(import_batch=done.batch) | Q(pk__in=changed)
    new = Transaction.objects.for_user(user).live().filter(touched)
    return propose_transfers(user=user, new=new, at=done.batch.created_at)


def _outcome(done: Ingested, *, transfers: int) -> BankOutcome:
    stats = done.stats()
    return BankOutcome(
        inserted=stats["inserted"],
        updated=stats["updated"],
        removed=stats["deleted"],
        unchanged=stats["unchanged"],
        duplicates=done.possible_duplicates,
        transfers=transfers,
        batch=done.batch,
    )
