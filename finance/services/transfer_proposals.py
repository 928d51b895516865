"""Proposes that two rows are one transfer, and does what their owner says of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

from django.db import transaction
from django.db.models import Max, Min, Q, QuerySet

from accounts.models import User
from config.lib import clock
from config.lib.errors import Conflict, Missing
from config.lib.money import from_units, to_units
from finance.domain.transfers import WINDOW_DAYS, Leg, find_transfers
from finance.models import Transaction, TransferProposal
from finance.services.edits import Edit
from finance.services.locks import lock_ledger
from finance.services.transactions import bury_rows, edit_transactions, lock_rows
from finance.services.transfer_parting import joining, part_transfers

_MANY = 1_000  # amounts in one statement
_FIELDS = ("id", "account_id", "date", "type", "amount", "currency", "base_amount")
Decision = TransferProposal.Decision


def propose_transfers(*, user: User, new: QuerySet[Transaction], at: datetime) -> int:
    """Compare new rows with all live ones near them; how many pairs were noted. Nothing is merged.

    A pair is proposed once: one that was refused does not come back. The caller owns the transaction.
    """
    span = new.aggregate(first=Min("date"), last=Max("date"))
    if span["first"] is None:
        return 0
    window = timedelta(days=WINDOW_DAYS)
    near = Q(date__range=(span["first"] - window, span["last"] + window))
    rows = Transaction.objects.for_user(user).live().filter(near).exclude(type=Transaction.Type.TRANSFER)
    noted = TransferProposal.objects.for_user(user)
    busy = noted.filter(decision=Decision.OPEN, outgoing__deletion="", incoming__deletion="")
    taken = {pk for pair in busy.values_list("outgoing_id", "incoming_id") for pk in pair}
    fresh = [leg for leg in _legs(new.exclude(type=Transaction.Type.TRANSFER)) if leg.id not in taken]
    held = [leg for leg in _legs(rows.filter(_alike(fresh))) if leg.id not in taken]
    settled = set(noted.exclude(decision=Decision.OPEN).values_list("outgoing_id", "incoming_id"))
    pairs = find_transfers(fresh, held, settled=settled)
    TransferProposal.objects.bulk_create(
        [
            TransferProposal(
                user=user, outgoing_id=p.outgoing, incoming_id=p.incoming, reason=p.reason, created_at=at
            )
            for p in pairs
        ],
        ignore_conflicts=True,
    )
    return len(pairs)


def decide_transfer(*, user: User, proposal_id: int, action: Literal["accept", "refuse"]) -> None:
    """Accepted, the outgoing row becomes the transfer and the incoming one is merged into it: both keep what
    their banks know them by. Refused, the two stay as they are, for good.

    Refusing what was accepted takes the transfer apart again. Missing for a foreign or unknown proposal,
    Conflict where a row is not as it was proposed any more; deciding the same again changes nothing.
    """
    with transaction.atomic():
        lock_ledger(user.pk)
        proposal = TransferProposal.objects.for_user(user).filter(pk=proposal_id).first()
        if proposal is None:
            raise Missing
        wanted = Decision.ACCEPTED if action == "accept" else Decision.REFUSED
        if proposal.decision == wanted:
            return
        if action == "accept":
            _join(user, proposal)
        elif proposal.decision == Decision.ACCEPTED:
            part_transfers(user=user, rows=[proposal.outgoing_id], decision=wanted)
            return
        proposal.decision, proposal.decided_at = wanted, clock.now()
        proposal.save(update_fields=["decision", "decided_at"])


def _join(user: User, proposal: TransferProposal) -> None:
    try:
        rows = lock_rows(user, [proposal.outgoing_id, proposal.incoming_id])
    except Missing:
        raise Conflict("One of the two rows is not there any more") from None
    outgoing, incoming = rows[proposal.outgoing_id], rows[proposal.incoming_id]
    if (outgoing.type, incoming.type) != (Transaction.Type.EXPENSE, Transaction.Type.INCOME):
        raise Conflict("One of the two rows has become something else")
    edit = Edit(type=Transaction.Type.TRANSFER, to_account=incoming.account_id)
    edit_transactions(user=user, edits={outgoing.pk: edit}, reason=joining(proposal))
    bury_rows(user=user, ids=[incoming.pk], deletion=Transaction.Deletion.MERGED, reason=joining(proposal))


def _alike(fresh: Sequence[Leg]) -> Q:
    """Of a large ledger only the rows that may be another end: of an equal amount, or in another currency."""
    amounts, currencies = {abs(leg.amount) for leg in fresh}, {leg.currency for leg in fresh}
    if len(amounts) > _MANY or len(currencies) != 1:
        return Q()
    return Q(amount__in=[from_units(amount) for amount in amounts]) | ~Q(currency__in=currencies)


def _legs(rows: QuerySet[Transaction]) -> list[Leg]:
    return [
        Leg(
            pk,
            account,
            day,
            _signed(kind, amount),
            currency,
            None if base is None else _signed(kind, base),
        )
        for pk, account, day, kind, amount, currency, base in rows.values_list(*_FIELDS)
    ]


def _signed(kind: str, amount: Decimal) -> int:
    units = to_units(amount)
    return units if kind == Transaction.Type.INCOME else -units
