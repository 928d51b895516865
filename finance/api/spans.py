"""The range of days that a query asks for."""

from __future__ import annotations

from accounts.models import User
from config.drf.structs import Query
from config.drf.values import FarDay
from config.lib import clock
from config.lib.errors import Invalid
from config.lib.periods import DateRange, TimeRange, resolve
from preferences.selectors.preferences import fiscal_year_start

CALCULATIONS = "Calculations"


class DatesQuery(Query):
    start_date: FarDay | None = None
    end_date: FarDay | None = None

    def __post_init__(self) -> None:
        if self.start_date and self.end_date and self.start_date > self.end_date:
            raise Invalid(errors={"start_date": ["Must not be after end_date"]})


class SpanQuery(DatesQuery):
    time_range: TimeRange | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.time_range and (self.start_date or self.end_date):
            raise Invalid(errors={"time_range": ["Give dates or a time_range, not both"]})


def span_of(query: SpanQuery, user: User) -> DateRange:
    today = clock.today(user.time_zone)
    if query.time_range == "fy":
        return resolve("fy", today=today, fiscal_start=fiscal_year_start(user))
    if query.time_range:
        return resolve(query.time_range, today=today)
    return DateRange(query.start_date, query.end_date)
