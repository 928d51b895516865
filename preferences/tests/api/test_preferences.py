"""GET and PUT preferences: one object, real JSON, changed in part."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import AuditEvent, User
from accounts.tests.factories import registration
from preferences.models import StoredPreferences
from preferences.selectors.preferences import preferences_of
from preferences.tests.api.expected import DEFAULTS, GRANT, SALARY

pytestmark = pytest.mark.django_db


def put(api: APIClient, body: bytes | str, path: str = "/api/preferences") -> Any:
    raw: Any = body if isinstance(body, bytes) else body.encode()
    return api.generic("PUT", path, raw, content_type="application/json")


def test_a_new_person_has_the_defaults(api: APIClient) -> None:
    token = api.post("/api/auth/register", registration(), format="json").json()["access_token"]
    response = api.get("/api/preferences", headers={"Authorization": f"Bearer {token}"})

    assert (response.status_code, response.json()) == (200, DEFAULTS)
    assert list(response.json()) == list(DEFAULTS)


def test_numbers_are_written_as_they_were_given(ana_api: APIClient) -> None:
    response = put(ana_api, '{"default_budget_alert_threshold": 33.30, "monthly_investment_target": 0.10}')

    assert b'"default_budget_alert_threshold":33.30,' in response.content
    assert b'"monthly_investment_target":0.10,' in response.content
    assert b'"anomaly_expense_threshold":2.0,' in response.content
    assert ana_api.get("/api/preferences").content == response.content


@pytest.mark.parametrize("mount", ["/api", "", "/v1"])
@pytest.mark.parametrize("slash", ["", "/"])
def test_every_mount(ana_api: APIClient, mount: str, slash: str) -> None:
    path = f"{mount}/preferences{slash}"

    assert ana_api.get(path).json() == DEFAULTS
    assert ana_api.put(path, {"payday": 5}, format="json").json() == DEFAULTS | {"payday": 5}
    assert ana_api.post(f"{mount}/preferences/reset{slash}").json() == DEFAULTS


def test_what_is_not_named_stays(ana_api: APIClient) -> None:
    ana_api.put("/api/preferences", {"payday": 5, "excluded_accounts": ["Cash"]}, format="json")
    response = ana_api.put("/api/preferences", {"notify_anomalies": False}, format="json")

    expected = DEFAULTS | {"payday": 5, "excluded_accounts": ["Cash"], "notify_anomalies": False}
    assert response.json() == ana_api.get("/api/preferences").json() == expected


def test_the_whole_object_can_be_sent_back(ana_api: APIClient) -> None:
    changes = {
        "rsu_grants": [GRANT],
        "salary_structure": {"2025-26": SALARY},
        "earning_start_date": "2024-07-01",
        "low_balance_threshold": {"Bank": -12.5},
        "currency_symbol": "Rs",
    }
    first = ana_api.put("/api/preferences", changes, format="json").json()

    assert first == DEFAULTS | changes
    assert ana_api.put("/api/preferences", first, format="json").json() == first
    assert ana_api.get("/api/preferences").json() == first


@pytest.mark.parametrize("body", [b"", b"null", b"{}"])
def test_nothing_changes_nothing(ana_api: APIClient, body: bytes) -> None:
    response = put(ana_api, body)

    assert (response.status_code, response.json()) == (200, DEFAULTS)
    assert not StoredPreferences.objects.exists()


def test_null_clears_what_may_be_empty(ana_api: APIClient) -> None:
    ana_api.put("/api/preferences", {"earning_start_date": "2024-07-01T10:00:00Z"}, format="json")
    assert ana_api.get("/api/preferences").json()["earning_start_date"] == "2024-07-01"

    response = ana_api.put("/api/preferences", {"earning_start_date": None}, format="json")

    assert response.json() == DEFAULTS


def test_all_wrong_fields_are_named_and_nothing_is_kept(ana_api: APIClient) -> None:
    body = {
        "payday": 32,
        "paydays": 3,
        "display_currency": "XXX",
        "notify_anomalies": False,
        "credit_card_limits": {"HDFC": "many"},
        "salary_structure": {"2025-26": SALARY | {"bonus": 1}},
        "rsu_grants": [GRANT, GRANT | {"total_shares": 99}],
    }
    response = ana_api.put("/api/preferences", body, format="json")

    assert response.status_code == 400
    assert set(response.json()["errors"]) == {
        "payday",
        "paydays",
        "display_currency",
        "credit_card_limits.HDFC",
        "salary_structure.2025-26.bonus",
        "rsu_grants.1",
    }
    assert ana_api.get("/api/preferences").json() == DEFAULTS
    assert not StoredPreferences.objects.exists()


def test_rules_over_several_fields(ana_api: APIClient) -> None:
    body = {"needs_target_percent": 60, "salary_structure": {"2025-27": SALARY}}
    response = ana_api.put("/api/preferences", body, format="json")

    assert (response.status_code, response.json()["errors"]) == (
        400,
        {
            "needs_target_percent": ["Needs, wants and savings make 110, not 100"],
            "salary_structure": ["2025-27 is no fiscal year, such as 2025-26 or 2025"],
        },
    )


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b'{"excluded_accounts": ["a\\u0000b"]}', id="NUL"),
        pytest.param(b'{"currency_symbol": "\\u0000"}', id="NUL alone"),
        pytest.param(b'{"credit_card_limits": {"a\\u0000": 1}}', id="NUL in a key"),
        pytest.param(b'{"rsu_grants": [{"id": "\\u0000"}]}', id="NUL within"),
        pytest.param(b'{"excluded_accounts": ["\\ud800"]}', id="half a surrogate pair"),
        pytest.param(b'{"low_balance_threshold": {"\\udc00": 1}}', id="half a pair in a key"),
        pytest.param(b'{"excluded_accounts": ["\xff"]}', id="no UTF-8"),
        pytest.param(b'{"payday": 1, "payday": 2}', id="duplicate key"),
        pytest.param(b'{"credit_card_limits": {"a": 1, "a": 2}}', id="duplicate key within"),
        pytest.param(b'{"rsu_grants": ' + b"[" * 40_000 + b"]" * 40_000 + b"}", id="deep"),
        pytest.param(b'{"payday": NaN}', id="NaN"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b'"payday"', id="a text"),
    ],
)
def test_what_is_not_our_json(ana_api: APIClient, body: bytes) -> None:
    assert put(ana_api, body).status_code == 400
    assert not StoredPreferences.objects.exists()


def test_texts_are_cleaned_and_repeated_names_dropped(ana_api: APIClient) -> None:
    changes = {
        "essential_categories": ["  Caf\u0065\u0301 ", "CAFE", "Rent\u202e"],
        "taxable_income_categories": [" Income :: Salary ", "income::salary"],
        "credit_card_limits": {" HDFC\tCard ": 5},
        "anomaly_types_enabled": ["price_rise", "price_rise"],
    }
    body = ana_api.put("/api/preferences", changes, format="json").json()

    assert {name: body[name] for name in changes} == {
        "essential_categories": ["Café", "Rent"],
        "taxable_income_categories": ["Income::Salary"],
        "credit_card_limits": {"HDFC Card": 5},
        "anomaly_types_enabled": ["price_rise"],
    }


def test_names_of_the_world_come_back(ana_api: APIClient) -> None:
    changes = {"excluded_accounts": ["बैंक", "銀行", "🏦", "Ö/%'\"\\"], "currency_symbol": "₿"}

    assert ana_api.put("/api/preferences", changes, format="json").json() == DEFAULTS | changes
    assert ana_api.get("/api/preferences").json() == DEFAULTS | changes


def test_the_size_of_a_body(ana_api: APIClient) -> None:
    largest = b'{"payday": 5}'.ljust(100_000)

    assert put(ana_api, largest + b" ").status_code == 413
    assert not StoredPreferences.objects.exists()
    assert put(ana_api, largest).json()["payday"] == 5


def test_two_hundred_grants_fit(ana_api: APIClient) -> None:
    schedule = [{"date": f"2026-{month:02d}-15", "quantity": 1} for month in range(1, 5)]
    grants = [GRANT | {"id": f"grant-{number}", "vesting_schedule": schedule} for number in range(200)]
    body = json.dumps({"rsu_grants": grants})
    assert len(body) < 100_000

    assert put(ana_api, body, "/api/preferences/rsu-grants").json()["rsu_grants"] == grants


@pytest.mark.parametrize("path", ["preferences?page=1", "preferences?payday=5", "preferences/display?x="])
def test_no_query_parameters(ana_api: APIClient, path: str) -> None:
    assert ana_api.put(f"/api/{path}", {"number_format": "international"}, format="json").status_code == 400
    assert ana_api.get("/api/preferences?x=1").status_code == 400
    assert not StoredPreferences.objects.exists()


def test_only_json(ana_api: APIClient) -> None:
    assert ana_api.put("/api/preferences", {"payday": 5}, format="multipart").status_code == 415


@pytest.mark.parametrize("method", ["post", "patch", "delete"])
def test_other_methods(ana_api: APIClient, method: str) -> None:
    assert getattr(ana_api, method)("/api/preferences").status_code == 405


def test_each_person_has_their_own(ana_api: APIClient, ben_api: APIClient, cleo_api: APIClient) -> None:
    ana_api.put("/api/preferences", {"payday": 5}, format="json")
    ben_api.put("/api/preferences", {"payday": 6}, format="json")

    assert [api.get("/api/preferences").json()["payday"] for api in (ana_api, ben_api, cleo_api)] == [5, 6, 1]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "preferences"),
        ("put", "preferences"),
        ("post", "preferences/reset"),
        ("put", "preferences/display"),
    ],
)
def test_nobody_has_none(api: APIClient, method: str, path: str) -> None:
    response = getattr(api, method)(f"/api/{path}", {"payday": 5}, format="json")

    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")


def test_a_copy_that_a_client_holds(ana_api: APIClient) -> None:
    first = ana_api.get("/api/preferences")
    held = {"If-None-Match": first["ETag"]}
    assert first["Cache-Control"] == "private, no-cache"
    assert ana_api.get("/api/preferences", headers=held).status_code == 304

    ana_api.put("/api/preferences", {}, format="json")
    ana_api.put("/api/preferences", {"payday": 1}, format="json")
    assert ana_api.get("/api/preferences", headers=held).status_code == 304

    ana_api.put("/api/preferences", {"payday": 2}, format="json")
    assert ana_api.get("/api/preferences", headers=held).status_code == 200


def test_the_display_currency_is_the_base_currency(ana: User, ana_api: APIClient) -> None:
    body = ana_api.put("/api/preferences/display", {"display_currency": "eur"}, format="json").json()

    assert body == DEFAULTS | {"display_currency": "EUR", "currency_symbol": "€"}
    assert ana_api.get("/api/preferences").json() == body
    assert ana_api.get("/api/auth/me").json()["base_currency"] == "EUR"
    event = AuditEvent.objects.get(user=ana, kind=AuditEvent.Kind.PROFILE)
    assert (event.detail, event.ip) == ("base_currency", "127.0.0.1")

    ana_api.patch("/api/auth/me", {"base_currency": "JPY"}, format="json")
    assert ana_api.get("/api/preferences").json()["display_currency"] == "JPY"
    assert preferences_of(User.objects.get(pk=ana.pk)).currency_symbol == "¥"


def test_a_chosen_symbol_stays_with_another_currency(ana_api: APIClient) -> None:
    ana_api.put("/api/preferences", {"currency_symbol": "Rs"}, format="json")
    body = ana_api.put("/api/preferences", {"display_currency": "USD"}, format="json").json()

    assert (body["display_currency"], body["currency_symbol"]) == ("USD", "Rs")


def test_queries(ana_api: APIClient, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ana_api.put("/api/preferences", {"payday": 4}, format="json")
    with django_assert_num_queries(4):  # session, two versions, preferences
        ana_api.get("/api/preferences")
