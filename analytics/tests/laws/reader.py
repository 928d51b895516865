"""Reads figures as a client does; numbers come as Decimal, exactly as they are written."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from rest_framework.test import APIClient

from accounts.models import User
from config.lib.periods import DateRange


class Reader:
    def __init__(self, user: User) -> None:
        self.client = APIClient()
        self.client.force_authenticate(user)

    def get(self, path: str, **parameters: Any) -> Any:
        given = {name: value for name, value in parameters.items() if value is not None}
        answer = self.client.get(f"/api/{path}", given)
        assert answer.status_code == 200, answer.content
        return json.loads(answer.content, parse_float=Decimal)

    def rows(self, path: str, **parameters: Any) -> list[dict[str, Any]]:
        """All rows of a list, page by page."""
        found: list[dict[str, Any]] = []
        while True:
            page = self.get(path, limit=7, offset=len(found), **parameters)
            found += page["data"]
            if not page["has_more"]:
                assert len(found) == page["total"]
                return found


def dates(span: DateRange) -> dict[str, date | None]:
    return {"start_date": span.start, "end_date": span.end}


def total(rows: list[dict[str, Any]], *names: str) -> tuple[Any, ...]:
    """The sums of these fields; `a.b` is field b of the object in field a."""
    return tuple(sum((_field(row, name) for row in rows), Decimal(0)) for name in names)


def _field(row: dict[str, Any], name: str) -> Decimal:
    value: Any = row
    for part in name.split("."):
        value = value[part]
    return Decimal(value)
