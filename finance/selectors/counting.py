"""What counts as income and expense for one person: where preferences meet the ledger."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from config.lib.periods import DateRange
from finance.selectors.account_names import accounts_named
from finance.sql.counted import Counting
from preferences.selectors.preferences import preferences_of

if TYPE_CHECKING:
    from accounts.models import User


def counting_of(*, user: User, span: DateRange) -> Counting:
    """The days of the span from the earning start on, without the excluded accounts."""
    preferences = preferences_of(user)
    excluded = accounts_named(user, preferences.excluded_accounts)
    return Counting(user.pk, _since(span, preferences.earning_start), excluded)


def _since(span: DateRange, first: date | None) -> DateRange:
    return DateRange(max(filter(None, (span.start, first)), default=None), span.end)
