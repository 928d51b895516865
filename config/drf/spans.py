"""The query parameters that ask for a range of days."""

from __future__ import annotations

from config.drf.structs import Query
from config.drf.values import FarDay
from config.lib.errors import Invalid
from config.lib.periods import TimeRange


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
