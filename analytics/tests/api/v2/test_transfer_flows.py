from __future__ import annotations

import pytest
from rest_framework.test import APIClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger")]
FLOWS = "/api/analytics/v2/transfer-flows"


def test_flows_largest_first(ana_api: APIClient) -> None:
    body = ana_api.get(FLOWS).json()
    assert body == {
        "data": [
            {
                "from": "Bank",
                "to": "Fund",
                "total": 300.0,
                "count": 2,
                "avg": 150.0,
                "last_date": "2026-01-10",
                "last_amount": 200.0,
                "from_type": "checking",
                "to_type": "investment",
            },
            {
                "from": "Bank",
                "to": "Card",
                "total": 80.0,
                "count": 1,
                "avg": 80.0,
                "last_date": "2026-03-05",
                "last_amount": 80.0,
                "from_type": "checking",
                "to_type": "credit",
            },
            {
                "from": "Fund",
                "to": "Bank",
                "total": 50.0,
                "count": 1,
                "avg": 50.0,
                "last_date": "2026-01-11",
                "last_amount": 50.0,
                "from_type": "investment",
                "to_type": "checking",
            },
            {
                "from": "Bank",
                "to": None,
                "total": 5.0,
                "count": 1,
                "avg": 5.0,
                "last_date": "2026-06-01",
                "last_amount": 5.0,
                "from_type": "checking",
                "to_type": None,
            },
        ],
        "total": 4,
        "limit": 100,
        "offset": 0,
        "has_more": False,
        "count": 4,
        "summary": {"total_flow": 435.0, "unique_accounts": 3},
    }


def test_the_summary_is_of_all_pages(ana_api: APIClient) -> None:
    body = ana_api.get(f"{FLOWS}?limit=1&offset=1").json()
    assert [flow["to"] for flow in body["data"]] == ["Card"]
    assert (body["has_more"], body["summary"]) == (True, {"total_flow": 435.0, "unique_accounts": 3})
