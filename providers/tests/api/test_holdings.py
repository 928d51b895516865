from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from finance.domain.linked_account import LinkedHolding
from finance.models import Account
from finance.services.linked_accounts import sync_holdings
from finance.tests.factories import AccountFactory

pytestmark = pytest.mark.django_db
URL = "/api/holdings"


@pytest.fixture
def broker(ana: User) -> Account:
    account: Account = AccountFactory(user=ana, name="Broker", currency="USD", external_id="b")
    told = [
        LinkedHolding(
            account_id="b",
            external_id="fund",
            name="World Fund",
            ticker="WLD",
            isin="IE0000000001",
            type="etf",
            currency="USD",
            quantity=Decimal("4.2500"),
            price=Decimal(100),
            value=Decimal("425.00"),
            cost_basis=Decimal("400.5"),
            close_price=Decimal("99.875"),
            close_price_date=date(2026, 1, 14),
            as_of=date(2026, 1, 15),
        ),
        LinkedHolding(
            account_id="b", external_id="cash", name="Cash", currency="USD", quantity=Decimal(1200)
        ),
    ]
    sync_holdings(user=ana, accounts={"b": account}, holdings=told, today=date(2026, 1, 16))
    return account


@pytest.mark.parametrize("url", [URL, "/holdings", "/v1/holdings/"])
def test_what_is_owned(ana_api: APIClient, broker: Account, url: str) -> None:
    cash, fund = ana_api.get(url).json()

    assert fund == {
        "id": fund["id"],
        "account_id": broker.pk,
        "security": {
            "name": "World Fund",
            "ticker_symbol": "WLD",
            "isin": "IE0000000001",
            "type": "etf",
            "close_price": 99.875,
            "close_price_date": "2026-01-14",
            "currency": "USD",
        },
        "quantity": 4.25,
        "institution_price": 100.0,
        "institution_value": 425.0,
        "cost_basis": 400.5,
        "as_of": "2026-01-15",
    }
    assert (cash["quantity"], cash["as_of"], cash["cost_basis"]) == (1200.0, "2026-01-16", None)
    assert (cash["security"]["ticker_symbol"], cash["security"]["isin"]) == (None, None)


def test_of_one_account(ana: User, ana_api: APIClient, broker: Account) -> None:
    other = AccountFactory(user=ana)
    assert len(ana_api.get(URL, {"account_id": broker.pk}).json()) == 2
    assert ana_api.get(URL, {"account_id": other.pk}).json() == []
    assert ana_api.get(URL, {"account": 1}).status_code == 400


def test_others_see_none_of_it(ben_api: APIClient, cleo_api: APIClient, broker: Account) -> None:
    for api in (ben_api, cleo_api):
        assert api.get(URL).json() == []
        assert api.get(URL, {"account_id": broker.pk}).json() == []
