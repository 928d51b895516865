from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from preferences.models import StoredPreferences
from preferences.services.preferences import update_preferences

pytestmark = pytest.mark.django_db
LIST = "/admin/preferences/storedpreferences/"


@pytest.fixture
def operator(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("root@example.com", "correct horse battery"))
    return client


def test_preferences_can_be_looked_at(operator: Client, ana: User) -> None:
    changes = {"payday": 7, "excluded_accounts": ["Café <b>"], "number_format": "international"}
    update_preferences(user=ana, changes=changes)

    table = operator.get(LIST, {"q": "ana@"}).content.decode()
    page = operator.get(f"{LIST}{ana.pk}/change/").content.decode()

    assert "ana@example.com" in table
    assert "excluded_accounts, number_format, payday" in table
    for text in ("Fiscal year", "Growth assumptions", "Café &lt;b&gt;", "salary_hike_pct", "international"):
        assert text in page
    assert "<b>" not in page


def test_nobody_without_anything_chosen(operator: Client, ana: User) -> None:
    StoredPreferences.objects.create(user=ana, first_currency="INR")

    assert operator.get(LIST).status_code == 200
    assert operator.get(f"{LIST}{ana.pk}/change/").status_code == 200


def test_nothing_can_be_changed(operator: Client, ana: User) -> None:
    update_preferences(user=ana, changes={"payday": 7})

    assert operator.get(f"{LIST}add/").status_code == 403
    assert operator.post(f"{LIST}{ana.pk}/change/", {"payday": 8}).status_code == 403
    assert operator.post(f"{LIST}{ana.pk}/delete/", {"post": "yes"}).status_code == 403
    assert StoredPreferences.objects.get().chosen == {"payday": 7}
