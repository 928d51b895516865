from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.test import Client, RequestFactory
from pytest_django import Settings

from accounts.models import AuditEvent, CookieSession, LoginThrottle, RefreshToken, Session, User
from accounts.services.activation import disable_user, enable_user
from accounts.services.attempts import allow_attempt, count_address
from accounts.services.sessions import prune_sessions, revoke_session, start_session
from accounts.tasks import prune
from accounts.tests.factories import (
    AT,
    CookieSessionFactory,
    RefreshTokenFactory,
    SessionFactory,
    UserFactory,
)
from config.jobs.models import Job
from config.jobs.registry import KINDS
from config.lib import clock

pytestmark = pytest.mark.django_db


def test_disabling_ends_every_sign_in_and_enabling_brings_none_back(ana: User, ben: User) -> None:
    for user in (ana, ben):
        start_session(user=user)
        Client().force_login(user)

    disable_user(user=ana)
    enable_user(user=ana)

    assert list(Session.objects.filter(revoked_at=None).values_list("user", flat=True)) == [ben.pk]
    assert list(CookieSession.objects.values_list("user", flat=True)) == [ben.pk]
    assert User.objects.get(pk=ana.pk).is_active
    events = AuditEvent.objects.filter(user=ana).order_by("pk")
    assert list(events.values_list("kind", flat=True)) == ["disable", "enable"]


def test_revoking_one(ana: User) -> None:
    session, other = SessionFactory(user=ana), SessionFactory(user=ana)

    revoke_session(session=session)
    first = Session.objects.get(pk=session.pk).revoked_at
    revoke_session(session=session)

    session.refresh_from_db()
    other.refresh_from_db()
    assert (session.revoked_for, session.revoked_at) == ("revoked", first)
    assert other.revoked_at is None


def test_an_odd_address_and_browser_are_kept_clean(ana: User) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="", HTTP_USER_AGENT="x" * 500 + "\x00")

    start_session(user=ana, request=request)

    assert Session.objects.values_list("ip", "user_agent").get() == (None, "x" * 200)


def test_pruning_keeps_what_is_alive_or_recent(ana: User) -> None:
    dead = SessionFactory(user=ana, expires_at=AT - timedelta(days=31))
    recent = SessionFactory(user=ana, expires_at=AT - timedelta(days=29))
    live = SessionFactory(user=ana, expires_at=AT + timedelta(days=1))
    RefreshTokenFactory(user=ana, session=dead, expires_at=AT - timedelta(days=31))
    RefreshTokenFactory(user=ana, session=live, expires_at=AT - timedelta(seconds=1))
    token = RefreshTokenFactory(user=ana, session=live, expires_at=AT + timedelta(days=1))
    CookieSessionFactory(user=ana, expire_date=AT - timedelta(seconds=1))
    cookie = CookieSessionFactory(user=None, expire_date=AT + timedelta(days=1))

    with time_machine.travel(AT, tick=False):
        assert prune_sessions() == 1

    assert set(Session.objects.all()) == {recent, live}
    assert list(RefreshToken.objects.all()) == [token]
    assert list(CookieSession.objects.all()) == [cookie]


def test_the_daily_job_prunes_counts_too(ana: User) -> None:
    now = clock.now()
    old, fresh = now - timedelta(days=2), now - timedelta(hours=1)
    LoginThrottle.objects.create(key="old", started_at=old)
    LoginThrottle.objects.create(key="blocked", started_at=old, blocked_until=fresh)
    LoginThrottle.objects.create(key="fresh", started_at=fresh)
    SessionFactory(user=ana, expires_at=now - timedelta(days=31))

    kind = KINDS["accounts.prune"]
    kind.service(Job(kind=kind.name))

    assert (kind.service, kind.every) == (prune, timedelta(days=1))
    assert set(LoginThrottle.objects.values_list("key", flat=True)) == {"blocked", "fresh"}
    assert not Session.objects.exists()


def test_the_database_counts_addresses_while_the_cache_is_down() -> None:
    answers = [count_address("register", "203.0.113.9") for _ in range(21)]

    assert answers == [True] * 20 + [False]
    assert count_address("register", "203.0.113.10")
    assert count_address("callback", "203.0.113.9")


def test_one_subscriber_has_one_count_on_ipv6(rate_limits: None) -> None:
    for number in range(20):
        request = RequestFactory().get("/", REMOTE_ADDR=f"2001:db8::{number:x}")
        allow_attempt(email=f"person{number}@example.com", request=request)

    assert LoginThrottle.objects.filter(attempts=20).count() == 1


def test_a_hash_of_an_older_kind_is_renewed_at_the_next_sign_in(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = [
        "accounts.adapters.argon2.Argon2",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    user = UserFactory(password=make_password("a good old password", hasher="md5"))

    response = Client().post(
        "/api/auth/login",
        {"email": user.email, "password": "a good old password"},
        content_type="application/json",
    )

    user.refresh_from_db()
    bearer = f"Bearer {response.json()['access']}"
    assert user.password.startswith("argon2$argon2id$v=19$m=47104,t=1,p=1$")
    assert Client().get("/api/auth/me", HTTP_AUTHORIZATION=bearer).status_code == 200
