from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import AuditEvent, Session, User
from accounts.tests.factories import AuditEventFactory, SessionFactory
from config.lib import clock

pytestmark = pytest.mark.django_db

URL = "/api/auth/sessions"


def live(user: User, **fields: object) -> Session:
    session: Session = SessionFactory(user=user, expires_at=clock.now() + timedelta(days=1), **fields)
    return session


@pytest.mark.parametrize("url", [URL, URL + "/", "/auth/sessions", "/v1/auth/sessions"])
def test_lists_ones_own_live_sign_ins(ana_api: APIClient, ana: User, ben: User, url: str) -> None:
    other = live(ana, ip="203.0.113.9", user_agent="Browser 1")
    live(ben)
    live(ana, revoked_at=clock.now())
    live(ana, password_mark="another")
    SessionFactory(user=ana)
    current = Session.objects.order_by("last_used_at").exclude(pk=other.pk).filter(user=ana).last()
    assert current is not None

    response = ana_api.get(url)

    assert [(row["id"], row["current"]) for row in response.json()["data"]] == [
        (current.pk, True),
        (other.pk, False),
    ]
    assert response.json()["data"][1] == {
        "id": other.pk,
        "current": False,
        "created_at": "2026-01-02T03:04:05Z",
        "last_used_at": "2026-01-02T03:04:05Z",
        "expires_at": response.json()["data"][1]["expires_at"],
        "ip": "203.0.113.9",
        "user_agent": "Browser 1",
    }
    assert response.headers["Cache-Control"] == "no-store"
    assert str(other.family) not in response.content.decode()


def test_delete_signs_out_that_device_once(ana_api: APIClient, ana: User) -> None:
    other = live(ana)

    statuses = [ana_api.delete(f"{URL}/{other.pk}").status_code for _ in range(2)]

    other.refresh_from_db()
    assert statuses == [204, 404]
    assert other.revoked_for == "revoked"
    assert AuditEvent.objects.filter(user=ana, kind="session_revoked").count() == 1
    assert ana_api.get(URL).json()["total"] == 1


def test_ones_own_session_may_go_too(ana_api: APIClient) -> None:
    assert ana_api.delete(f"{URL}/{Session.objects.get().pk}").status_code == 204
    assert ana_api.get(URL).status_code == 401


@pytest.mark.parametrize("pk", ["0", "x", "99999999999999999999"])
def test_odd_ids_are_404(ana_api: APIClient, pk: str) -> None:
    assert ana_api.delete(f"{URL}/{pk}").status_code == 404


def test_a_strangers_session_is_missing(ana_api: APIClient, ben: User) -> None:
    session = live(ben)

    assert ana_api.delete(f"{URL}/{session.pk}").status_code == 404
    session.refresh_from_db()
    assert session.revoked_at is None


def test_a_cookie_sees_them_and_is_none_of_them(ana: User) -> None:
    session = live(ana)
    client = Client()
    client.force_login(ana)

    assert [(row["id"], row["current"]) for row in client.get(URL).json()["data"]] == [(session.pk, False)]


@pytest.mark.parametrize("url", ["/api/auth/audit", "/auth/audit/", "/v1/auth/audit"])
def test_audit_shows_ones_own_events_newest_first(ana_api: APIClient, ana: User, ben: User, url: str) -> None:
    AuditEventFactory(user=ben)
    AuditEventFactory(user=None)
    old = AuditEventFactory(user=ana, kind="register", ip="203.0.113.9", result="refused", detail="d")

    body = ana_api.get(url + "?limit=1&offset=1").json()

    assert body["total"] == 2
    assert body["data"] == [
        {
            "id": old.pk,
            "kind": "register",
            "result": "refused",
            "at": "2026-01-02T03:04:05Z",
            "ip": "203.0.113.9",
            "detail": "d",
        }
    ]
    assert ana_api.get(url).json()["data"][0]["kind"] == "login"


@pytest.mark.parametrize("url", [URL, "/api/auth/audit"])
def test_a_wrong_page_is_400(ana_api: APIClient, url: str) -> None:
    assert ana_api.get(f"{url}?limit=0").status_code == 400
    assert ana_api.get(f"{url}?kind=login").status_code == 400
