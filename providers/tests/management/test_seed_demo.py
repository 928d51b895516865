from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum
from pytest_django import Settings

from accounts.models import User
from accounts.services.login import log_in
from config.lib import clock
from finance.models import Account, Transaction
from finance.selectors.accounts import balances_of
from providers.mockbank.customers import life_of
from providers.mockbank.world.world import truth
from providers.models import Connection, MockCustomer, MockLogin, SyncRun

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """The setting is put back after the test: the command leads it to its own banks."""
    settings.MOCK_BANK_URL = "http://127.0.0.1:1"
    settings.MOCK_BANKS = True
    monkeypatch.setattr(clock, "now", lambda: NOW)


def seed(**options: Any) -> str:
    output = StringIO()
    call_command("seed_demo", stdout=output, stderr=StringIO(), **options)
    return output.getvalue()


def test_people_come_with_three_banks_and_the_whole_truth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONETA_DEMO_PASSWORD", "a-password-of-this-run")
    text = seed(users=2, months=2, seed=7, currency="usd")
    assert re.fullmatch(
        r"2 users \(2 new\), demo1@moneta.example to demo2@moneta.example\n"
        r"6 links, [\d,]+ new transactions, \d+\.\d s\n",
        text,
    )
    assert Connection.objects.filter(status="active").count() == 6
    for number in (1, 2):
        user, _ = log_in(email=f"demo{number}@moneta.example", password="a-password-of-this-run")
        assert user.base_currency == "USD"
        customer = MockCustomer.objects.get(key=f"demo-7-{number}")
        assert customer.start.isoformat() == "2026-09-01"
        told = truth(life_of(MockLogin.objects.filter(customer=customer)[0]), NOW)
        held = Transaction.objects.for_user(user).live()
        assert set(held.values_list("external_id", flat=True)) == set(told)
        income = sum((fact.amount for fact in told.values() if fact.amount > 0), Decimal())
        assert held.filter(type="Income").aggregate(total=Sum("amount"))["total"] == income
        accounts = Account.objects.for_user(user).exclude(external_id="")
        balances = balances_of(user)
        assert len(accounts) == 6
        assert all(account.current_balance == balances[account.pk] for account in accounts)


def test_a_repeat_adds_nothing_and_keeps_the_password() -> None:
    first = seed(users=1, months=1)
    password = first.splitlines()[-1].removeprefix("Password of the new ones: ")
    before = list(Transaction.objects.order_by("pk").values())
    again = seed(users=1, months=3)
    assert again.startswith("1 users (0 new)")
    assert "\n3 links, 0 new transactions, " in again
    assert "Password" not in again
    assert list(Transaction.objects.order_by("pk").values()) == before
    assert Connection.objects.count() == 3
    assert log_in(email="demo1@moneta.example", password=password)


@pytest.mark.parametrize(
    "wrong", [{"users": 0}, {"months": 0}, {"currency": "XXX"}, {"seed": 2**63}, {"users": 10_001}]
)
def test_a_wrong_call_makes_nobody(wrong: dict[str, Any]) -> None:
    with pytest.raises(CommandError) as refused:
        seed(**wrong)
    assert refused.value.returncode == 2
    assert not User.objects.exists()


def test_without_mock_banks_there_is_nothing_to_seed_from(settings: Settings) -> None:
    settings.MOCK_BANKS = False
    with pytest.raises(CommandError, match="switched off") as refused:
        seed()
    assert refused.value.returncode == 2
    assert not SyncRun.objects.exists()
