"""Which months of a person's figures depend on what is about to change."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from config.lib.text import fold
from finance.models import ImportBatch, Split, Transaction, TransactionChange
from finance.sql.touched import periods_touched
from preferences.domain.working_defaults import BONUSES, TAXES
from preferences.selectors.preferences import preferences_of

if TYPE_CHECKING:
    from accounts.models import User


def periods_of_categories(user: User, categories: Collection[int]) -> set[int]:
    """The months of all rows that are, or have a split line, in one of them, and of the refunds of these."""
    lines = Split.objects.for_user(user).filter(category__in=categories)
    within = Q(category__in=categories) | Q(pk__in=lines.values("transaction"))
    return _periods(user.pk, Transaction.objects.for_user(user).filter(within))


def periods_of_account(user: User, account_id: int) -> set[int]:
    """The months of all rows that the account sends or receives, and of the refunds of these."""
    within = Q(account=account_id) | Q(to_account=account_id)
    return _periods(user.pk, Transaction.objects.for_user(user).filter(within))


def periods_of_import(batch: ImportBatch) -> set[int]:
    """The months of all rows that the import inserted, changed or deleted, and of the refunds of these."""
    changed = TransactionChange.objects.filter(user=batch.user_id, import_batch=batch)
    within = Q(import_batch=batch) | Q(pk__in=changed.values("transaction"))
    return _periods(batch.user_id, Transaction.objects.filter(within, user=batch.user_id))


def _periods(user_id: int, rows: QuerySet[Transaction]) -> set[int]:
    return periods_touched(user_id, rows.values_list("pk", flat=True))


def accounts_decide(user: User, keys: Iterable[str]) -> bool:
    """Whether what counts depends on which account has one of these names, folded."""
    chosen = preferences_of(user)
    named = chain(chosen.excluded_accounts, chosen.investment_account_mappings)
    return not {fold(name) for name in named}.isdisjoint(keys)


def categories_decide(user: User, keys: Iterable[str]) -> bool:
    """Whether a figure goes by the name of the category that has one of these names, folded."""
    chosen = preferences_of(user)
    named = chain(
        chosen.essential_categories,
        chosen.taxable_income_categories,
        chosen.investment_returns_categories,
        chosen.non_taxable_income_categories,
        chosen.other_income_categories,
        BONUSES,
        TAXES,
    )
    return not {fold(part) for name in named for part in name.split("::")}.isdisjoint(keys)
