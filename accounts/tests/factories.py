"""People for tests. They own nothing: what registration gives is asked for by the tests that want it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import factory
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from accounts.models import (
    ApiToken,
    AuditEvent,
    CookieSession,
    EmailRequest,
    Identity,
    RefreshToken,
    Session,
    User,
)

PASSWORD = "correct horse battery"
AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"person{number}@example.com")
    username = factory.LazyAttribute(lambda row: User.objects.free_username(row.email))
    password = factory.LazyFunction(lambda: make_password(PASSWORD))
    full_name = ""


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = Session

    created_at = last_used_at = AT
    expires_at = AT + timedelta(days=7)
    password_mark = factory.LazyAttribute(lambda row: row.user.get_session_auth_hash())


class RefreshTokenFactory(DjangoModelFactory):
    class Meta:
        model = RefreshToken

    session = factory.LazyAttribute(lambda row: SessionFactory(user=row.user))
    token_hash = factory.Sequence(lambda number: f"{number:064d}")
    issued_at = AT
    expires_at = AT + timedelta(days=7)


class CookieSessionFactory(DjangoModelFactory):
    class Meta:
        model = CookieSession

    session_key = factory.Sequence(lambda number: f"{number:032d}")
    session_data = ""
    expire_date = AT + timedelta(days=14)


class ApiTokenFactory(DjangoModelFactory):
    class Meta:
        model = ApiToken

    name = "script"
    hint = "mon_AbCd"
    token_hash = factory.Sequence(lambda number: f"{number:064x}")
    scopes = "read"
    password_mark = factory.LazyAttribute(lambda row: row.user.get_session_auth_hash())
    created_at = AT


class IdentityFactory(DjangoModelFactory):
    class Meta:
        model = Identity

    provider = "google"
    subject = factory.Sequence(str)


class EmailRequestFactory(DjangoModelFactory):
    class Meta:
        model = EmailRequest

    purpose = "reset"
    email = factory.LazyAttribute(lambda row: row.user.email)
    token_hash = factory.Sequence(lambda number: f"{number:064x}")


class AuditEventFactory(DjangoModelFactory):
    class Meta:
        model = AuditEvent

    kind = AuditEvent.Kind.LOGIN
    at = AT


def registration(**changes: Any) -> dict[str, Any]:
    return {"email": "dana@example.com", "password": PASSWORD, **changes}
