"""Money that came back: counted as less spending, not as income."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from config.lib import clock
from config.lib.errors import Conflict, Invalid
from finance.models import Transaction
from finance.services.history import Change, record_changes
from finance.services.transactions import Origin, lock_rows
from preferences.services.versions import bump_ledger


def link_refund(*, user: User, purchase_id: int, refund_id: int) -> None:
    """The income row `refund_id` counts, on its own date, as negative expense of the purchase's category.

    Missing when either row is not the owner's, Conflict when the refund belongs to another purchase.
    Linking the same two again changes nothing.
    """
    if purchase_id == refund_id:
        raise Invalid(errors={"refund_id": ["A row cannot refund itself"]})
    with transaction.atomic():
        rows = lock_rows(user, [purchase_id, refund_id])
        purchase, refund = rows[purchase_id], rows[refund_id]
        if purchase.type != Transaction.Type.EXPENSE:
            raise Invalid(errors={"transaction": ["Only an expense can be refunded"]})
        if refund.type != Transaction.Type.INCOME:
            raise Invalid(errors={"refund_id": ["A refund is an income row"]})
        if refund.refund_of_id == purchase_id:
            return
        if refund.refund_of_id is not None:
            raise Conflict(
                "The refund belongs to another purchase", extra={"transaction_id": refund.refund_of_id}
            )
        _set(user, refund, purchase_id)


def unlink_refund(*, user: User, refund_id: int) -> None:
    """The row is income again; nothing happens to one that is no refund."""
    with transaction.atomic():
        refund = lock_rows(user, [refund_id])[refund_id]
        if refund.refund_of_id is not None:
            _set(user, refund, None)


def _set(user: User, refund: Transaction, purchase_id: int | None) -> None:
    at = clock.now()
    line = Change(refund.pk, "refund_of", refund.refund_of_id, purchase_id)
    Transaction.objects.filter(pk=refund.pk).update(refund_of=purchase_id, updated_at=at)
    record_changes(user_id=user.pk, changes=[line], origin=Origin.USER, at=at, actor_id=user.pk)
    bump_ledger(user.pk, periods=[refund.period])
