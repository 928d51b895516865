"""What a person's preferences change about figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from rest_framework.test import APIClient

from accounts.models import User
from finance.tests.factories import AccountFactory, TransactionFactory
from preferences.services.preferences import update_preferences

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("month", "income"), [(4, 300), (1, 700), (11, 200), (12, 750)])
@time_machine.travel("2026-11-20T12:00:00Z")
def test_the_fiscal_year_to_date_starts_in_the_preferred_month(
    ana: User, sign_in: Callable[[User], APIClient], month: int, income: int
) -> None:
    earned = {"2025-12-05": 50, "2026-01-05": 400, "2026-06-05": 100, "2026-11-01": 200}
    for day, amount in earned.items():
        TransactionFactory(user=ana, type="Income", amount=amount, date=date.fromisoformat(day))
    update_preferences(user=ana, changes={"fiscal_year_start_month": month})

    totals = sign_in(ana).get("/api/calculations/totals?time_range=fy").json()

    assert totals["total_income"] == income


def test_a_figure_held_by_a_client_is_asked_for_again(ana: User, ana_api: APIClient) -> None:
    TransactionFactory(user=ana, amount=3, account=AccountFactory(user=ana, name="Bank"))
    first = ana_api.get("/api/calculations/totals")
    held = {"If-None-Match": first["ETag"]}
    assert ana_api.get("/api/calculations/totals", headers=held).status_code == 304

    changed = ana_api.put("/api/preferences", {"excluded_accounts": ["bank"]}, format="json")

    again = ana_api.get("/api/calculations/totals", headers=held)
    assert (changed.status_code, again.status_code) == (200, 200)
    assert (first.json()["total_expenses"], again.json()["total_expenses"]) == (3, 0)
