"""Notes down rows that another source may have brought already; a person decides."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Max, Min, QuerySet

from accounts.models import User
from config.lib.money import to_units
from config.lib.text import fold
from finance.domain.matching import WINDOW_DAYS, Payment, find_duplicates
from finance.models import DuplicateCandidate, Transaction

_FIELDS = ("id", "account_id", "type", "amount", "date", "note", "merchant")


def flag_duplicates(*, user: User, new: QuerySet[Transaction], source_id: int, at: datetime) -> int:
    """Compare new rows with the live rows of the user's other sources; returns how many pairs were noted.

    Nothing is merged. Costs one EXISTS while no other source has rows near them.
    """
    span = new.aggregate(first=Min("date"), last=Max("date"))
    if span["first"] is None:
        return 0
    window = timedelta(days=WINDOW_DAYS)
    others = (
        Transaction.objects.for_user(user)
        .live()
        .filter(date__range=(span["first"] - window, span["last"] + window))
        .exclude(source_id=source_id)
    )
    if not others.exists():
        return 0
    # Ids, not a subquery: PostgreSQL would ask it anew for each row of the other sources.
    accounts = list(new.values_list("account_id", flat=True).distinct())
    matches = find_duplicates(_payments(new), _payments(others.filter(account_id__in=accounts)))
    DuplicateCandidate.objects.bulk_create(
        [
            DuplicateCandidate(
                user=user,
                transaction_id=m.new,
                other_id=m.held,
                score=m.score,
                reason=m.reason,
                created_at=at,
            )
            for m in matches
        ],
        ignore_conflicts=True,
    )
    return len(matches)


def _payments(rows: QuerySet[Transaction]) -> list[Payment]:
    return [
        Payment(pk, account, kind, to_units(amount), day, fold(f"{note} {merchant}"))
        for pk, account, kind, amount, day, note, merchant in rows.values_list(*_FIELDS)
    ]
