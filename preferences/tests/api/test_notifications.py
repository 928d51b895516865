from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import User
from preferences.models import Notification
from preferences.services.notifications import notify

pytestmark = pytest.mark.django_db
URL = "/api/notifications"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def tell(user: User, kind: str = "anomaly", key: str = "1") -> Notification:
    with time_machine.travel(NOW, tick=False):
        told = notify(user=user, kind=kind, title="Odd", text="Very", data={"id": 7}, key=key)
    assert told is not None
    return told


def ids(api: APIClient, query: str = "") -> list[int]:
    return [row["id"] for row in api.get(f"{URL}{query}").json()["data"]]


def test_the_list(ana: User, ben: User, ana_api: APIClient) -> None:
    first, second = tell(ana), tell(ana, "goal_milestone", "2")
    tell(ben)
    body = ana_api.get(URL).json()
    assert body["data"][1] == {
        "id": first.pk,
        "kind": "anomaly",
        "title": "Odd",
        "text": "Very",
        "data": {"id": 7},
        "is_read": False,
        "read_at": None,
        "created_at": "2026-11-20T12:00:00Z",
    }
    assert body["data"][0]["id"] == second.pk
    del body["data"]
    assert body == {
        "total": 2, "limit": 100, "offset": 0, "has_more": False, "next_cursor": None, "unread": 2,
    }  # fmt: skip


def test_filters(ana: User, ana_api: APIClient) -> None:
    first, second, third = (tell(ana, kind, kind) for kind in ("anomaly", "low_balance", "sync_failed"))
    assert ana_api.post(f"{URL}/{second.pk}/read").status_code == 200
    assert ids(ana_api, "?unread=true") == [third.pk, first.pk]
    assert ids(ana_api, "?unread=false") == [second.pk]
    assert ids(ana_api, "?kind=sync_failed") == [third.pk]
    assert ids(ana_api, "?limit=1&page=2") == [second.pk]
    for odd in ("?unread=maybe", "?kind=weather", "?read=true", "?limit=0"):
        assert ana_api.get(f"{URL}{odd}").status_code == 400


def test_reading_one(ana: User, ana_api: APIClient) -> None:
    told, other = tell(ana), tell(ana, key="2")
    first = ana_api.post(f"{URL}/{told.pk}/read", {})
    again = ana_api.post(f"{URL}/{told.pk}/read")
    assert first.status_code == 200
    told.refresh_from_db()
    assert told.read_at is not None
    read_at = told.read_at.isoformat().replace("+00:00", "Z")
    assert (first.json()["is_read"], first.json()["read_at"]) == (True, read_at)
    assert again.json() == first.json()
    assert ids(ana_api, "?unread=true") == [other.pk]
    assert ana_api.get(URL).json()["unread"] == 1
    assert ana_api.post(f"{URL}/{told.pk}/read", {"x": 1}).status_code == 400


def test_reading_all(ana: User, ben: User, ana_api: APIClient) -> None:
    tell(ana), tell(ana, key="2"), tell(ben)
    assert ana_api.post(f"{URL}/read-all").json() == {"updated": 2}
    assert ana_api.post(f"{URL}/read-all").json() == {"updated": 0}
    unread = Notification.objects.filter(read_at=None).values_list("user_id", flat=True)
    assert list(unread) == [ben.pk]


def test_strangers(ana: User, api: APIClient, ben_api: APIClient, cleo_api: APIClient) -> None:
    told = tell(ana)
    assert api.get(URL).status_code == 401
    assert api.post(f"{URL}/read-all").status_code == 401
    assert api.post(f"{URL}/{told.pk}/read").status_code == 401
    for other in (ben_api, cleo_api):
        assert ids(other) == []
        assert other.post(f"{URL}/{told.pk}/read").status_code == 404
        assert other.post(f"{URL}/{'9' * 20}/read").status_code == 404
        assert other.post(f"{URL}/read-all").json() == {"updated": 0}
    told.refresh_from_db()
    assert told.read_at is None


def test_the_list_costs_four_queries(ana: User, ana_api: APIClient) -> None:
    for number in range(5):
        tell(ana, key=str(number))
    with CaptureQueriesContext(connection) as seen:
        ana_api.get(URL)
    assert len(seen) == 4, seen.captured_queries  # the session, the count, the page, the unread
