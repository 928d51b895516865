"""The fourteen sections that can be set by themselves, each with its own fields only."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from preferences.api.examples import EXAMPLES
from preferences.models import StoredPreferences
from preferences.models.preferences import FIELDS, SECTIONS, names_in
from preferences.tests.api.expected import DEFAULTS, GRANT, SALARY

pytestmark = pytest.mark.django_db

SALARY_BODY = {"salary_structure": {"2025-26": SALARY}}
GRANTS_BODY = {"rsu_grants": [GRANT]}
GROWTH_BODY = {
    "growth_assumptions": {
        "salary_hike_pct": 12,
        "variable_growth_pct": 5,
        "stock_appreciation_pct": 8,
        "projection_years": 3,
        "include_rsu_in_projection": False,
    }
}
BODIES: dict[str, dict[str, Any]] = {
    "fiscal-year": {"fiscal_year_start_month": 1},
    "essential-categories": {"essential_categories": ["Rent", "Food"]},
    "investment-mappings": {"investment_account_mappings": {"Zerodha": "stocks", "PPF": "ppf_epf"}},
    "income-sources": {
        "taxable_income_categories": ["Job::Salary"],
        "investment_returns_categories": ["Investments::Dividends"],
        "non_taxable_income_categories": [],
        "other_income_categories": ["One-time::Gifts"],
    },
    "budget-defaults": {
        "default_budget_alert_threshold": 75.5,
        "auto_create_budgets": True,
        "budget_rollover_enabled": True,
    },
    "display": {
        "number_format": "international",
        "currency_symbol": "$",
        "currency_symbol_position": "after",
        "default_time_range": "fy",
        "display_currency": "USD",
    },
    "anomaly-settings": {
        "anomaly_expense_threshold": 3,
        "anomaly_types_enabled": ["price_rise"],
        "auto_dismiss_recurring_anomalies": False,
    },
    "recurring-settings": {"recurring_min_confidence": 60, "recurring_auto_confirm_occurrences": 3},
    "spending-rule": {"needs_target_percent": 60, "wants_target_percent": 20, "savings_target_percent": 20},
    "credit-card-limits": {"credit_card_limits": {"HDFC": 250000.5}},
    "earning-start-date": {"earning_start_date": "2022-07-01", "use_earning_start_date": True},
    "salary-structure": SALARY_BODY,
    "rsu-grants": GRANTS_BODY,
    "growth-assumptions": GROWTH_BODY,
}


def test_there_are_twenty_sections_and_fourteen_paths() -> None:
    assert len(SECTIONS) == 20
    assert [section.path for section in SECTIONS if section.path] == list(BODIES)
    assert sorted(name for section in SECTIONS for name in names_in(section)) == sorted(FIELDS)
    assert {section.path: names_in(section) for section in SECTIONS if section.path} == {
        path: tuple(body) for path, body in BODIES.items()
    }


@pytest.mark.parametrize("path", BODIES)
def test_a_section_is_set_and_all_is_answered(ana_api: APIClient, path: str) -> None:
    ana_api.put("/api/preferences", {"payday": 9}, format="json")

    response = ana_api.put(f"/api/preferences/{path}", BODIES[path], format="json")

    expected = DEFAULTS | {"payday": 9} | BODIES[path]
    assert (response.status_code, response.json()) == (200, expected)
    assert ana_api.get("/api/preferences").json() == expected


@pytest.mark.parametrize("path", BODIES)
@pytest.mark.parametrize("mount", ["", "/v1"])
def test_a_section_answers_on_every_mount(ana_api: APIClient, path: str, mount: str) -> None:
    for slash in ("", "/"):
        response = ana_api.put(f"{mount}/preferences/{path}{slash}", BODIES[path], format="json")
        assert (response.status_code, response.json()) == (200, DEFAULTS | BODIES[path])


@pytest.mark.parametrize("path", BODIES)
def test_a_section_takes_no_field_of_another(ana_api: APIClient, path: str) -> None:
    response = ana_api.put(f"/api/preferences/{path}", BODIES[path] | {"payday": 3}, format="json")

    assert (response.status_code, response.json()["errors"]) == (400, {"payday": ["Unknown field"]})
    assert not StoredPreferences.objects.exists()


@pytest.mark.parametrize("path", BODIES)
def test_a_section_may_be_set_in_part(ana_api: APIClient, path: str) -> None:
    assert ana_api.put(f"/api/preferences/{path}", {}, format="json").json() == DEFAULTS
    for name, value in BODIES[path].items() if path != "spending-rule" else ():
        assert ana_api.put(f"/api/preferences/{path}", {name: value}, format="json").json()[name] == value


@pytest.mark.parametrize("path", BODIES)
@pytest.mark.parametrize("method", ["get", "post", "patch", "delete"])
def test_a_section_is_only_put(ana_api: APIClient, path: str, method: str) -> None:
    assert getattr(ana_api, method)(f"/api/preferences/{path}").status_code == 405


@pytest.mark.parametrize("path", BODIES)
def test_a_section_has_the_same_limit_of_size(ana_api: APIClient, path: str) -> None:
    body: Any = b"{}".ljust(100_001)
    response = ana_api.generic("PUT", f"/api/preferences/{path}", body, content_type="application/json")

    assert response.status_code == 413


@pytest.mark.parametrize("path", ["ai", "payday", "fiscal_year", "fiscal-year/x"])
def test_an_unknown_section(ana_api: APIClient, path: str) -> None:
    assert ana_api.put(f"/api/preferences/{path}", {}, format="json").status_code == 404


def test_the_documented_examples() -> None:
    examples = {section.path: example for section, example in EXAMPLES.items()}

    assert examples == {
        "salary-structure": SALARY_BODY,
        "rsu-grants": GRANTS_BODY,
        "growth-assumptions": {"growth_assumptions": DEFAULTS["growth_assumptions"]},
    }
