"""The range of days that a query asks for."""

from __future__ import annotations

from accounts.models import User
from config.drf.spans import SpanQuery
from config.lib import clock
from config.lib.periods import DateRange, resolve
from preferences.selectors.preferences import fiscal_year_start


def span_of(query: SpanQuery, user: User) -> DateRange:
    today = clock.today(user.time_zone)
    if query.time_range == "fy":
        return resolve("fy", today=today, fiscal_start=fiscal_year_start(user))
    if query.time_range:
        return resolve(query.time_range, today=today)
    return DateRange(query.start_date, query.end_date)
