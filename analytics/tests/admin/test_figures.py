from __future__ import annotations

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from accounts.models import User
from accounts.tests.factories import UserFactory
from analytics.models import MonthlySummary
from analytics.services.refresh import refresh_all
from finance.models import Transaction
from finance.tests.factories import AccountFactory, TransactionFactory
from preferences.models import StaleMark

PAGES = ["dailysummary", "monthlysummary", "categorymonth", "merchantmonth", "flowmonth", "accountday"]


@pytest.fixture
def desk(db: None) -> Client:
    client = Client()
    client.force_login(UserFactory(email="op@example.com", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def its(ana: User) -> User:
    bank, fund = AccountFactory(user=ana), AccountFactory(user=ana)
    TransactionFactory(user=ana, account=bank, date=date(2026, 1, 5), merchant="Shop")
    TransactionFactory(user=ana, account=bank, date=date(2026, 1, 6), type="Transfer", to_account=fund)
    refresh_all(ana)
    return ana


@pytest.mark.parametrize("page", PAGES)
def test_every_page_lists_searches_and_shows(desk: Client, its: User, page: str) -> None:
    for query in ("", "?q=ana"):
        answer = desk.get(f"/admin/analytics/{page}/{query}")
        assert answer.status_code == 200
        assert b"ana@example.com" in answer.content
    assert desk.get(f"/admin/analytics/{page}/add/").status_code == 403


def test_an_operator_refreshes_the_figures_of_the_person_of_a_row(desk: Client, its: User) -> None:
    Transaction.objects.filter(type="Expense").update(base_amount=7)
    StaleMark.objects.create(user=its, period=0)
    chosen = MonthlySummary.objects.get()

    answer = desk.post(
        "/admin/analytics/monthlysummary/",
        {"action": "refresh", "_selected_action": [chosen.pk]},
        follow=True,
    )

    assert "9 figures of ana@example.com counted." in answer.content.decode()
    assert MonthlySummary.objects.get().total_expense == 7
    assert not StaleMark.objects.exists()
    assert LogEntry.objects.get().change_message == "Figures refreshed"
