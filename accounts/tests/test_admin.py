from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from accounts import lifecycle
from accounts.models import ApiToken, AuditEvent, Invitation, LoginThrottle, OAuthState, Session, User
from accounts.tests.factories import (
    AT,
    PASSWORD,
    ApiTokenFactory,
    AuditEventFactory,
    CookieSessionFactory,
    EmailRequestFactory,
    IdentityFactory,
    RefreshTokenFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PEOPLE = "/admin/accounts/user/"


@pytest.fixture
def operator() -> User:
    user: User = UserFactory(email="op@example.com", is_staff=True, is_superuser=True)
    return user


@pytest.fixture
def desk(operator: User) -> Client:
    client = Client()
    client.force_login(operator)
    return client


def act(desk: Client, url: str, action: str, *rows: User | Session | ApiToken) -> None:
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    assert desk.post(url, data).status_code == 302


def sign_in(client: Client, email: str = "op@example.com", password: str = PASSWORD) -> str:
    response = client.post("/admin/login/", {"username": email, "password": password})
    return "in" if response.status_code == 302 else response.content.decode()


def test_operators_sign_in(operator: User) -> None:
    assert sign_in(Client(), "OP@example.com") == "in"


@pytest.mark.parametrize("email", ["ana@example.com", "nobody@example.com"])
def test_others_do_not(ana: User, email: str) -> None:
    assert "correct email and password for a staff account" in sign_in(Client(), email)


def test_an_empty_form_asks_for_both(db: None) -> None:
    assert sign_in(Client(), "", "").count("This field is required.") == 2


def test_signing_in_here_has_the_limits_of_the_api(operator: User, rate_limits: None) -> None:
    pages = [sign_in(Client(), password="wrong password") for _ in range(5)]

    assert all("correct email and password" in page for page in pages)
    assert "Too many attempts" in sign_in(Client())
    body = {"email": "op@example.com", "password": PASSWORD}
    assert APIClient().post("/api/auth/login", body).status_code == 429
    assert AuditEvent.objects.filter(user=operator, kind="login_failed").count() == 5


@pytest.mark.parametrize(
    "name", ["user", "session", "refreshtoken", "cookiesession", "loginthrottle", "auditevent"]
)
@pytest.mark.parametrize("query", ["", "?q=ana"])
def test_lists(desk: Client, ana: User, name: str, query: str) -> None:
    session = SessionFactory(user=ana)
    rows: dict[str, Any] = {
        "user": ana,
        "session": session,
        "refreshtoken": RefreshTokenFactory(user=ana, session=session),
        "cookiesession": CookieSessionFactory(user=ana, session_key="c" * 32),
        "loginthrottle": LoginThrottle.objects.create(key="k" * 64),
        "auditevent": AuditEventFactory(user=ana),
    }

    page = desk.get(reverse(f"admin:accounts_{name}_changelist") + query)

    assert page.status_code == 200
    assert not any(secret in page.content.decode() for secret in secrets(ana, session))
    row = rows[name]
    status = desk.get(reverse(f"admin:accounts_{name}_change", args=[row.pk])).status_code
    assert status == (403 if name == "cookiesession" else 200)


def secrets(user: User, session: Session) -> list[str]:
    return [user.password, session.password_mark, str(session.family), "c" * 32]


@pytest.mark.parametrize("name", ["user", "session", "refreshtoken"])
def test_pages_show_no_secret(desk: Client, ana: User, name: str) -> None:
    session = SessionFactory(user=ana)
    token = RefreshTokenFactory(user=ana, session=session)
    row: Any = {"user": ana, "session": session, "refreshtoken": token}[name]

    page = desk.get(reverse(f"admin:accounts_{name}_change", args=[row.pk])).content.decode()

    assert not any(secret in page for secret in [*secrets(ana, session), token.token_hash])
    assert "argon2" not in page


@pytest.mark.parametrize("name", ["session", "refreshtoken", "auditevent"])
def test_rows_of_record_are_not_edited(desk: Client, ana: User, name: str) -> None:
    factory = {
        "session": SessionFactory,
        "refreshtoken": RefreshTokenFactory,
        "auditevent": AuditEventFactory,
    }
    row: Any = factory[name](user=ana)

    assert desk.post(reverse(f"admin:accounts_{name}_change", args=[row.pk]), {}).status_code == 403
    assert desk.post(reverse(f"admin:accounts_{name}_delete", args=[row.pk])).status_code == 403
    assert desk.post(reverse(f"admin:accounts_{name}_add"), {}).status_code == 403


def test_a_person_is_not_deleted_here(desk: Client, ana: User) -> None:
    assert desk.post(f"{PEOPLE}{ana.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=ana.pk).exists()


def test_disable_and_enable(desk: Client, operator: User, ana: User, ana_api: APIClient) -> None:
    act(desk, PEOPLE, "disable", ana, operator)

    assert ana_api.get("/api/auth/me").status_code == 401
    assert list(User.objects.filter(is_active=False)) == [ana]

    act(desk, PEOPLE, "enable", ana)

    assert not User.objects.filter(is_active=False).exists()
    assert ana_api.get("/api/auth/me").status_code == 401
    assert list(LogEntry.objects.order_by("pk").values_list("user", "object_repr", "change_message")) == [
        (operator.pk, "ana@example.com", "Disabled"),
        (operator.pk, "ana@example.com", "Enabled"),
    ]


def test_sign_out(desk: Client, ana: User, ana_api: APIClient) -> None:
    act(desk, "/admin/accounts/session/", "revoke", Session.objects.get(user=ana))

    assert ana_api.get("/api/auth/me").status_code == 401
    assert AuditEvent.objects.filter(user=ana, kind="session_revoked").count() == 1


def test_a_new_person_is_welcomed(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(lifecycle, "_rules", {})
    lifecycle.register("watch", on_register=lambda user: seen.append(user.username))
    form = {
        "email": "Dana@Example.com",
        "full_name": "Dana",
        "base_currency": "EUR",
        "time_zone": "Europe/Berlin",
        "usable_password": "true",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }

    response = desk.post(f"{PEOPLE}add/", form)

    user = User.objects.get(email="dana@example.com")
    assert response.status_code == 302
    assert seen == ["dana"]
    assert user.check_password(PASSWORD)
    assert (user.base_currency, user.is_staff) == ("EUR", False)


@pytest.mark.parametrize(
    ("field", "value"), [("email", "ANA@example.com"), ("time_zone", "Nowhere"), ("password1", "short")]
)
def test_a_wrong_new_person_is_not_made(desk: Client, ana: User, field: str, value: str) -> None:
    form = {
        "email": "dana@example.com",
        "base_currency": "EUR",
        "time_zone": "UTC",
        "usable_password": "true",
        "password1": PASSWORD,
        "password2": PASSWORD,
        field: value,
    }

    assert desk.post(f"{PEOPLE}add/", form).status_code == 200
    assert User.objects.count() == 2


def test_a_person_becomes_staff_and_keeps_the_rest(desk: Client, ana: User) -> None:
    form = {"is_staff": "on", "email": "evil@example.com", "base_currency": "USD", "is_active": ""}

    assert desk.post(f"{PEOPLE}{ana.pk}/change/", form).status_code == 302

    ana.refresh_from_db()
    assert (ana.is_staff, ana.email, ana.base_currency, ana.is_active) == (
        True,
        "ana@example.com",
        "INR",
        True,
    )


def test_a_new_password_set_here_ends_access(desk: Client, ana: User, ana_api: APIClient) -> None:
    form = {"password1": "another good one", "password2": "another good one", "usable_password": "true"}

    assert desk.post(f"{PEOPLE}{ana.pk}/password/", form).status_code == 302

    assert ana_api.get("/api/auth/me").status_code == 401
    assert User.objects.get(pk=ana.pk).check_password("another good one")


def test_a_block_can_be_lifted(desk: Client) -> None:
    row = LoginThrottle.objects.create(key="k" * 64)

    desk.post(reverse("admin:accounts_loginthrottle_delete", args=[row.pk]), {"post": "yes"})

    assert not LoginThrottle.objects.exists()


SECRET = "s3cr3t" * 10


@pytest.fixture
def credentials(ana: User) -> dict[str, Any]:
    """A row of each table, with secrets that no page may show."""
    return {
        "apitoken": ApiTokenFactory(user=ana, token_hash=SECRET, password_mark=SECRET),
        "identity": IdentityFactory(user=ana),
        "oauthstate": OAuthState.objects.create(
            state_hash=SECRET, provider="google", binding=SECRET, expires_at=AT
        ),
        "invitation": Invitation.objects.create(code_hash=SECRET, email="ana@example.com", expires_at=AT),
        "emailrequest": EmailRequestFactory(user=ana, token_hash=SECRET, newcomer={"password": SECRET}),
    }


@pytest.mark.parametrize("name", ["apitoken", "identity", "oauthstate", "invitation", "emailrequest"])
def test_credentials_are_shown_without_secrets(desk: Client, credentials: dict[str, Any], name: str) -> None:
    row = credentials[name]
    pages = [desk.get(reverse(f"admin:accounts_{name}_changelist"))]
    if name != "oauthstate":
        pages += [
            desk.get(reverse(f"admin:accounts_{name}_changelist") + "?q=ana"),
            desk.get(reverse(f"admin:accounts_{name}_change", args=[row.pk])),
        ]

    assert [page.status_code for page in pages] == [200] * len(pages)
    assert not any(SECRET in page.content.decode() for page in pages)
    change = reverse(f"admin:accounts_{name}_change", args=[row.pk])
    assert desk.post(change, {}).status_code == 403
    assert desk.post(reverse(f"admin:accounts_{name}_add"), {}).status_code == 403


def test_the_page_of_a_state_would_hold_its_hash(desk: Client, credentials: dict[str, Any]) -> None:
    assert desk.get(reverse("admin:accounts_oauthstate_change", args=[SECRET])).status_code == 403


def test_tokens_are_masked_and_can_be_ended(
    desk: Client, operator: User, ana: User, credentials: dict[str, Any]
) -> None:
    url = "/admin/accounts/apitoken/"
    assert "mon_AbCd…" in desk.get(url).content.decode()

    act(desk, url, "revoke", credentials["apitoken"])

    assert not ApiToken.objects.exists()
    assert AuditEvent.objects.filter(user=ana, kind="token_revoked").count() == 1
    assert LogEntry.objects.values_list("user", "change_message").get() == (
        operator.pk,
        "API token mon_AbCd ended",
    )


def test_an_invitation_can_be_taken_back(desk: Client, credentials: dict[str, Any]) -> None:
    desk.post(
        reverse("admin:accounts_invitation_delete", args=[credentials["invitation"].pk]), {"post": "yes"}
    )

    assert not Invitation.objects.exists()
