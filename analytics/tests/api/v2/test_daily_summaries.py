from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger")]
DAYS = "/api/analytics/v2/daily-summaries"


def quiet(day: str, **more: Any) -> dict[str, Any]:
    counts = {"income_count": 0, "expense_count": 0, "transfer_count": 0, "total_transactions": 1}
    return {"date": day, "income": 0.0, "expense": 0.0, "net": 0.0, **counts, "top_category": None, **more}


def test_days_with_posted_rows_latest_first(ana_api: APIClient) -> None:
    body = ana_api.get(f"{DAYS}?start_date=2026-01-03&end_date=2026-01-25").json()
    assert body == {
        "data": [
            quiet("2026-01-25", expense=-10.0, net=10.0, expense_count=1),
            quiet("2026-01-20", expense=100.0, net=-100.0, expense_count=1, top_category="Food"),
            quiet("2026-01-11", transfer_count=1),
            quiet("2026-01-10", transfer_count=1),
            quiet("2026-01-05", income=500.0, net=500.0, income_count=1),
            quiet(
                "2026-01-03",
                expense=460.0,
                net=-460.0,
                expense_count=2,
                total_transactions=2,
                top_category="Rent",
            ),
        ],
        "total": 6,
        "limit": 100,
        "offset": 0,
        "has_more": False,
        "count": 6,
    }


def test_pending_and_deleted_rows_are_in_no_day_and_unconverted_ones_counted(ana_api: APIClient) -> None:
    [day] = ana_api.get(f"{DAYS}?start_date=2026-03-02&end_date=2026-03-02").json()["data"]
    assert day == quiet(
        "2026-03-02", expense=40.0, net=-40.0, expense_count=1, top_category="Food", unconverted=1
    )


def test_pages(ana_api: APIClient) -> None:
    first = ana_api.get(f"{DAYS}?limit=2").json()
    assert [day["date"] for day in first["data"]] == ["2026-06-10", "2026-06-01"]
    assert (first["total"], first["has_more"], first["count"]) == (16, True, 2)
    last = ana_api.get(f"{DAYS}?limit=5&page=4").json()
    assert [day["date"] for day in last["data"]] == ["2025-12-10"]
    assert (last["total"], last["offset"], last["has_more"], last["count"]) == (16, 15, False, 1)
    beyond = ana_api.get(f"{DAYS}?skip=16").json()
    assert (beyond["data"], beyond["total"], beyond["has_more"]) == ([], 16, False)
