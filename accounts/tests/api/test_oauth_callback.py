"""Against a local server that plays the providers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import AuditEvent, Identity, Invitation, OAuthState, Session, User
from accounts.services.invitations import create_invitation
from accounts.services.oauth_states import prune_states
from accounts.tests.factories import PASSWORD, IdentityFactory, UserFactory
from accounts.tests.provider import GITHUB, GOOGLE, REFUSED, FakeProvider
from config.lib import clock
from preferences.models import DataVersion

pytestmark = pytest.mark.django_db

PROVIDERS = ("google", "github")
TOKEN_PATH = {"google": "/google/token", "github": "/login/oauth/access_token"}
SUBJECT = {"google": "101010101010101010101", "github": "1"}
BROKEN = {
    "html": (200, b"<!doctype html><title>Sign in</title>"),
    "empty": (200, b""),
    "cut": (200, b'{"access_token": "foo'),
    "500": (500, {"error": "invalid_grant"}),
    "503 html": (503, b"<h1>Unavailable</h1>"),
    "401": (401, {"message": "Bad credentials"}),
    "redirect": (302, b""),
    "list": (200, [1]),
    "null": (200, None),
    "big": (200, b'"' + b"x" * 1_100_000 + b'"'),
    "deep": (200, b"[" * 5_000 + b"]" * 5_000),
    "other fields": (200, {"hello": "world"}),
    "another error": (200, {"error": "redirect_uri_mismatch", "error_description": "<script>"}),
    "an odd error": (400, {"error": {"x": 1}}),
    "hang": FakeProvider.HANG,
}
BROKEN_CASES = [
    (name, path, way)
    for name, path in (
        ("google", TOKEN_PATH["google"]),
        ("google", "/userinfo"),
        ("github", TOKEN_PATH["github"]),
        ("github", "/user"),
        ("github", "/user/emails"),
    )
    for way in BROKEN
    if (path, way) != ("/user/emails", "list")  # there it is the right answer
]


def begin(api: APIClient, provider: FakeProvider, name: str, **headers: str) -> dict[str, str]:
    """The code and state with which the browser comes back."""
    starts = api.get("/api/auth/oauth/providers", headers=headers).json()
    start = next(each for each in starts if each["provider"] == name)
    return {"code": provider.consent(start["authorize_url"]), "state": start["state"]}


def finish(api: APIClient, name: str, body: dict[str, Any], **headers: str) -> Any:
    return api.post(f"/api/auth/oauth/{name}/callback", body, headers=headers)


def sign_in(api: APIClient, provider: FakeProvider, name: str) -> Any:
    return finish(api, name, begin(api, provider, name))


def nothing_came_of_it(**but: int) -> bool:
    counts = {
        model: model._base_manager.count() for model in (User, Identity, Session, AuditEvent, DataVersion)
    }
    return {model.__name__: count for model, count in counts.items() if count} == but


@pytest.mark.parametrize("name", PROVIDERS)
@pytest.mark.parametrize("mount", ["/api", "", "/v1"])
def test_a_new_person(
    api: APIClient, provider: FakeProvider, settings: Settings, name: str, mount: str
) -> None:
    settings.AUTH_PASSWORD_ENABLED = False

    response = api.post(f"{mount}/auth/oauth/{name}/callback/", begin(api, provider, name))

    body, user = response.json(), User.objects.get()
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert body.keys() == {
        "access_token", "refresh_token", "token_type", "expires_in", "access", "refresh", "user"
    }  # fmt: skip
    assert body["user"] | {"created_at": 0, "last_login": 0} == {
        "id": user.pk,
        "email": "foo@bar.com",
        "username": "foo",
        "full_name": {"google": "Foo Bar", "github": "monalisa foobar"}[name],
        "name": {"google": "Foo Bar", "github": "monalisa foobar"}[name],
        "is_active": True,
        "is_verified": True,
        "auth_provider": name,
        "base_currency": "INR",
        "time_zone": "Asia/Kolkata",
        "created_at": 0,
        "last_login": 0,
    }
    assert not user.has_usable_password()
    assert Identity.objects.values_list("user", "provider", "subject").get() == (user.pk, name, SUBJECT[name])
    assert DataVersion.objects.filter(user=user).exists(), "welcomed by the apps"
    assert list(AuditEvent.objects.order_by("pk").values_list("user", "kind", "detail")) == [
        (user.pk, "register", ""),
        (user.pk, "login", name),
    ]
    bearer = {"Authorization": f"Bearer {body['access_token']}"}
    assert api.get("/api/auth/me", headers=bearer).json()["id"] == user.pk
    assert api.post("/api/auth/refresh", {"refresh": body["refresh"]}).status_code == 200


@pytest.mark.parametrize("name", PROVIDERS)
def test_the_same_person_again(api: APIClient, provider: FakeProvider, name: str) -> None:
    first = sign_in(api, provider, name).json()["user"]

    provider.answers["/userinfo"] = (200, GOOGLE | {"email": "moved@bar.com", "name": "Other"})
    provider.answers["/user/emails"] = (200, [{"email": "moved@bar.com", "primary": True, "verified": True}])
    second = sign_in(api, provider, name).json()["user"]

    assert second | {"last_login": 0} == first | {"last_login": 0}
    assert (User.objects.count(), Identity.objects.count(), Session.objects.count()) == (1, 1, 2)


def test_two_providers_of_one_address_are_one_person(api: APIClient, provider: FakeProvider) -> None:
    people = {sign_in(api, provider, name).json()["user"]["id"] for name in PROVIDERS}

    assert len(people) == 1
    assert set(Identity.objects.values_list("provider", flat=True)) == set(PROVIDERS)
    assert AuditEvent.objects.filter(kind="identity_linked", detail="github").count() == 1


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_verified_address_links_its_account(api: APIClient, provider: FakeProvider, name: str) -> None:
    user = UserFactory(email="foo@bar.com", is_verified=True)

    response = sign_in(api, provider, name)

    assert response.json()["user"]["id"] == user.pk
    assert response.json()["user"]["auth_provider"] == "local"
    assert Identity.objects.get().user == user
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize("name", PROVIDERS)
def test_never_an_unverified_account(api: APIClient, provider: FakeProvider, name: str) -> None:
    UserFactory(email="foo@bar.com")

    response = sign_in(api, provider, name)

    assert response.status_code == 409
    assert nothing_came_of_it(User=1)


@pytest.mark.parametrize("name", PROVIDERS)
def test_an_account_that_is_linked_to_another_identity(
    api: APIClient, provider: FakeProvider, name: str
) -> None:
    user = UserFactory(email="foo@bar.com", is_verified=True)
    IdentityFactory(user=user, provider=name, subject="another")

    response = sign_in(api, provider, name)

    assert response.status_code == 409
    assert Identity.objects.get().subject == "another"
    assert nothing_came_of_it(User=1, Identity=1)


@pytest.mark.parametrize("name", PROVIDERS)
def test_an_identity_that_is_linked_elsewhere_stays_there(
    api: APIClient, provider: FakeProvider, name: str
) -> None:
    holder = UserFactory(email="holder@example.com")
    UserFactory(email="foo@bar.com", is_verified=True)
    IdentityFactory(user=holder, provider=name, subject=SUBJECT[name])

    response = sign_in(api, provider, name)

    assert response.json()["user"]["email"] == "holder@example.com"
    assert Identity.objects.get().user == holder


@pytest.mark.parametrize("linked", [True, False])
def test_a_disabled_person_stays_out(api: APIClient, provider: FakeProvider, linked: bool) -> None:
    user = UserFactory(email="foo@bar.com", is_verified=True, is_active=False)
    if linked:
        IdentityFactory(user=user, provider="google", subject=SUBJECT["google"])

    assert sign_in(api, provider, "google").status_code == 401
    assert nothing_came_of_it(User=1, **({"Identity": 1} if linked else {}))


@pytest.mark.parametrize(
    "person",
    [
        {"sub": "2", "email": "foo@bar.com", "email_verified": False},
        {"sub": "2", "email": "foo@bar.com"},
        {"sub": "2", "email": "foo@bar.com", "email_verified": "true"},
        {"sub": "2", "email_verified": True},
        {"sub": "2", "email": None, "email_verified": True},
    ],
)
def test_google_without_a_verified_address(
    api: APIClient, provider: FakeProvider, person: dict[str, Any]
) -> None:
    UserFactory(email="foo@bar.com", is_verified=True)
    provider.answers["/userinfo"] = (200, person)

    response = sign_in(api, provider, "google")

    assert (response.status_code, response.json()["error"]) == (400, "No verified e-mail address")
    assert nothing_came_of_it(User=1)


@pytest.mark.parametrize(
    "addresses",
    [
        [],
        [{"email": "foo@bar.com", "primary": True, "verified": False}],
        [{"email": "foo@bar.com", "primary": False, "verified": True}],
        ["foo@bar.com"],
    ],
)
def test_github_without_a_verified_primary_address(
    api: APIClient, provider: FakeProvider, addresses: list[Any]
) -> None:
    provider.answers["/user"] = (200, GITHUB | {"email": "foo@bar.com"})
    provider.answers["/user/emails"] = (200, addresses)

    assert sign_in(api, provider, "github").status_code == 400
    assert nothing_came_of_it()


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_state_is_good_once(api: APIClient, provider: FakeProvider, name: str) -> None:
    body = begin(api, provider, name)
    assert finish(api, name, body).status_code == 200
    asked = len(provider.seen)

    response = finish(api, name, body)

    assert response.status_code == 400
    assert response.json()["errors"].keys() == {"state"}
    assert len(provider.seen) == asked
    assert Session.objects.count() == 1


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_reused_code_with_a_fresh_state(api: APIClient, provider: FakeProvider, name: str) -> None:
    first = begin(api, provider, name)
    second = begin(api, provider, name)
    assert finish(api, name, first).status_code == 200

    response = finish(api, name, second | {"code": first["code"]})

    assert response.status_code == 400
    assert response.json()["errors"].keys() == {"code"}
    assert Session.objects.count() == 1


def test_a_code_of_another_sign_in_is_refused_by_its_challenge(
    api: APIClient, provider: FakeProvider
) -> None:
    stolen = begin(APIClient(), provider, "google")
    mine = begin(api, provider, "google")

    response = finish(api, "google", mine | {"code": stolen["code"]})

    assert response.status_code == 400
    assert nothing_came_of_it()


@pytest.mark.parametrize("name", PROVIDERS)
def test_ten_minutes(api: APIClient, provider: FakeProvider, name: str) -> None:
    statuses = []
    for seconds in (599, 601):
        body = begin(api, provider, name)
        with time_machine.travel(clock.now() + timedelta(seconds=seconds)):
            statuses.append(finish(api, name, body).status_code)

    assert statuses == [200, 400]


@pytest.mark.parametrize("state", ["", "x", "x" * 5_000, "\x00", "ünïcode"])
def test_a_foreign_state(api: APIClient, provider: FakeProvider, state: str) -> None:
    body = begin(api, provider, "google")

    assert finish(api, "google", body | {"state": state}).status_code == 400
    assert provider.seen == []
    assert nothing_came_of_it()
    assert finish(api, "google", body).status_code == 200


def test_the_state_of_another_provider(api: APIClient, provider: FakeProvider) -> None:
    body = begin(api, provider, "github")

    assert finish(api, "google", body).status_code == 400
    assert provider.seen == []


@pytest.mark.parametrize("body", [None, {}, {"code": "x"}, {"state": "x"}, {"code": 1, "state": []}, []])
def test_what_is_missing_is_400(api: APIClient, provider: FakeProvider, body: Any) -> None:
    assert finish(api, "google", body).status_code == 400
    assert nothing_came_of_it()


def test_a_sign_in_of_our_own_page_ends_in_the_same_browser(api: APIClient, provider: FakeProvider) -> None:
    own = {"Sec-Fetch-Site": "same-origin"}
    body = begin(api, provider, "google", **own)

    assert finish(APIClient(), "google", body).status_code == 400
    other = APIClient()
    begin(other, provider, "google", **own)
    assert finish(other, "google", body, **own).status_code == 400
    assert nothing_came_of_it()
    assert finish(api, "google", body, **own).status_code == 200


def test_nobody_finishes_in_our_page_what_began_elsewhere(api: APIClient, provider: FakeProvider) -> None:
    body = begin(APIClient(), provider, "google")

    assert finish(api, "google", body, **{"Sec-Fetch-Site": "same-origin"}).status_code == 400
    assert nothing_came_of_it()


@pytest.mark.parametrize("name", PROVIDERS)
def test_the_provider_refuses_the_code(api: APIClient, provider: FakeProvider, name: str) -> None:
    body = begin(api, provider, name)

    response = finish(api, name, body | {"code": "made up"})

    assert response.status_code == 400
    assert response.json()["errors"] == {"code": ["Not valid any more"]}
    assert "description" not in response.content.decode()
    assert nothing_came_of_it()
    assert OAuthState.objects.filter(provider=name).count() == 0


@pytest.mark.parametrize("status", [200, 400, 401])
@pytest.mark.parametrize("name", PROVIDERS)
def test_a_refusal_counts_with_any_status(
    api: APIClient, provider: FakeProvider, name: str, status: int
) -> None:
    provider.answers[TOKEN_PATH[name]] = (status, REFUSED[TOKEN_PATH[name]][1])

    assert sign_in(api, provider, name).status_code == 400


@pytest.mark.parametrize(("name", "path", "way"), BROKEN_CASES)
def test_a_broken_provider_is_502(
    api: APIClient, provider: FakeProvider, settings: Settings, name: str, path: str, way: str
) -> None:
    settings.OAUTH_TIMEOUT_SECONDS = 0.2 if way == "hang" else 10
    provider.answers[path] = BROKEN[way]

    response = sign_in(api, provider, name)

    body = response.json()
    assert response.status_code == 502
    assert body["error"] == "The sign-in provider failed"
    assert "script" not in repr(body)
    assert "hush" not in repr(body)
    assert nothing_came_of_it()
    assert not OAuthState.objects.filter(provider=name).exists()


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/userinfo", GOOGLE | {"sub": ""}),
        ("/userinfo", GOOGLE | {"sub": "1" * 256}),
        ("/userinfo", GOOGLE | {"sub": 5}),
        ("/userinfo", GOOGLE | {"email": "not an address"}),
        ("/userinfo", GOOGLE | {"email": "f" * 250 + "@bar.com"}),
        ("/google/token", {"access_token": ""}),
        ("/google/token", {"access_token": "foo\r\nX-Evil: 1"}),
        ("/google/token", {"access_token": 5}),
    ],
)
def test_odd_profiles_are_502(api: APIClient, provider: FakeProvider, path: str, body: Any) -> None:
    provider.answers[path] = (200, body)

    assert sign_in(api, provider, "google").status_code == 502
    assert nothing_came_of_it()


@pytest.mark.parametrize("number", [0, -1, True, "1", 1.5, None])
def test_an_odd_id_of_github_is_502(api: APIClient, provider: FakeProvider, number: Any) -> None:
    provider.answers["/user"] = (200, GITHUB | {"id": number})

    assert sign_in(api, provider, "github").status_code == 502
    assert nothing_came_of_it()


def test_a_name_is_cleaned_and_may_be_missing(api: APIClient, provider: FakeProvider) -> None:
    provider.answers["/userinfo"] = (200, GOOGLE | {"name": "x\u202e" * 200})
    assert sign_in(api, provider, "google").json()["user"]["full_name"] == "x" * 150
    User.objects.update(email="gone@example.com")
    provider.answers["/user"] = (200, GITHUB | {"name": None})

    assert sign_in(api, provider, "github").json()["user"]["full_name"] == "foobar"


def test_a_provider_that_cannot_be_reached_is_502(
    api: APIClient, provider: FakeProvider, settings: Settings
) -> None:
    body = begin(api, provider, "google")
    settings.GOOGLE_TOKEN_URL = "http://127.0.0.1:1/token"

    assert finish(api, "google", body).status_code == 502
    assert nothing_came_of_it()


@pytest.mark.parametrize("name", ["facebook", "local", "Google", "google%2f"])
def test_an_unknown_provider_is_404(api: APIClient, provider: FakeProvider, name: str) -> None:
    response = finish(api, name, {"code": "x", "state": "x"})

    assert (response.status_code, response.json()["success"]) == (404, False)


@pytest.mark.parametrize("name", PROVIDERS)
def test_one_that_is_not_configured_is_404(api: APIClient, db: None, name: str) -> None:
    assert finish(api, name, {"code": "x", "state": "x"}).status_code == 404


def test_registration_closed(api: APIClient, provider: FakeProvider, settings: Settings) -> None:
    settings.REGISTRATION = "closed"

    assert sign_in(api, provider, "google").status_code == 403
    assert nothing_came_of_it()
    UserFactory(email="foo@bar.com", is_verified=True)
    assert sign_in(api, provider, "google").status_code == 200


def test_by_invitation(api: APIClient, provider: FakeProvider, settings: Settings) -> None:
    settings.REGISTRATION = "invite"
    code = create_invitation(email="Foo@bar.com", days=1)

    assert sign_in(api, provider, "google").status_code == 403
    assert nothing_came_of_it()
    body = begin(api, provider, "google") | {"invite": code}
    assert finish(api, "google", body).status_code == 200
    assert not Invitation.objects.exists()


def test_an_expired_token_is_ignored(api: APIClient, provider: FakeProvider) -> None:
    body = begin(api, provider, "google")

    assert finish(api, "google", body, Authorization="Bearer expired").status_code == 200


def test_the_recent_sign_in_is_proof_for_leaving(api: APIClient, provider: FakeProvider) -> None:
    access = sign_in(api, provider, "google").json()["access"]

    assert api.delete("/api/auth/account", headers={"Authorization": f"Bearer {access}"}).status_code == 200
    assert not Identity.objects.exists()


def test_twenty_a_minute_from_one_address(api: APIClient, provider: FakeProvider, rate_limits: None) -> None:
    statuses = [
        api.post(
            "/api/auth/oauth/google/callback", {}, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}"
        ).status_code
        for number in range(21)
    ]

    assert statuses == [400] * 20 + [429]


def test_old_states_are_forgotten(api: APIClient, provider: FakeProvider) -> None:
    begin(api, provider, "google")
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        api.get("/api/auth/oauth/providers")
        assert prune_states() == 2

    assert OAuthState.objects.count() == 2
