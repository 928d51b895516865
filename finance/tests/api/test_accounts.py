from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import User
from finance.models import Account, Transaction
from finance.tests.factories import AccountFactory, TransactionFactory
from preferences.services.versions import EVERY_PERIOD, bump_ledger

MOUNTS = ["/api/accounts", "/accounts/", "/v1/accounts"]
URL = "/api/accounts"


def names(user: User) -> list[str]:
    return list(Account.objects.for_user(user).order_by("id").values_list("name", flat=True))


@pytest.mark.parametrize("url", MOUNTS)
def test_the_list_with_balances(ana_api: APIClient, ana: User, ben: User, url: str) -> None:
    bank = AccountFactory(user=ana, name="Bank", opening_balance="1000")
    card = AccountFactory(user=ana, name="a Card", type="credit", credit_limit="500", currency="EUR")
    AccountFactory(user=ben)
    TransactionFactory(user=ana, account=bank, type="Income", amount="50.25")
    TransactionFactory(user=ana, account=bank, type="Expense", amount="20")
    TransactionFactory(user=ana, account=bank, type="Expense", amount="7", status="pending")
    TransactionFactory(user=ana, account=bank, type="Expense", amount="3", deleted=True)
    TransactionFactory(
        user=ana, account=bank, to_account=card, type="Transfer", amount="100", to_amount="1.11"
    )
    TransactionFactory(user=ana, account=card, amount="5.5", date=date(2031, 1, 1))

    bump_ledger(ana.pk, periods=EVERY_PERIOD)

    body = ana_api.get(url).json()

    assert [(row["name"], row["balance"]) for row in body["data"]] == [("a Card", -4.39), ("Bank", 930.25)]
    assert body["data"][0] == {
        "id": card.pk,
        "name": "a Card",
        "official_name": "",
        "mask": "",
        "type": "credit",
        "subtype": "",
        "currency": "EUR",
        "balance": -4.39,
        "current_balance": None,
        "available_balance": None,
        "credit_limit": 500.0,
        "opening_balance": 0.0,
        "provider_id": None,
        "connection_id": None,
        "last_synced": None,
        "is_active": True,
        "created_at": "2026-01-02T03:04:05Z",
    }
    assert (body["total"], body["limit"], body["offset"], body["has_more"]) == (2, 100, 0, False)


def test_money_has_the_decimals_of_its_currency(ana_api: APIClient, ana: User) -> None:
    AccountFactory(user=ana, currency="JPY", opening_balance="12")
    AccountFactory(user=ana, currency="KWD", opening_balance="0.125")

    assert b'"opening_balance":12,' in ana_api.get(f"{URL}?currency=JPY").content
    assert b'"balance":0.125,' in ana_api.get(f"{URL}?currency=KWD").content


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("type=credit", ["Card"]),
        ("currency=eur", ["Card"]),
        ("is_active=false", ["Óld Bank"]),
        ("is_active=true", ["Bank", "Card"]),
        ("name=BANK", ["Bank", "Óld Bank"]),
        ("name=old%20b", ["Óld Bank"]),
        ("name=%25", []),
        ("type=credit&currency=INR", []),
    ],
)
def test_filters(ana_api: APIClient, ana: User, query: str, found: list[str]) -> None:
    AccountFactory(user=ana, name="Bank")
    AccountFactory(user=ana, name="Óld Bank", is_active=False)
    AccountFactory(user=ana, name="Card", type="credit", currency="EUR")

    body = ana_api.get(f"{URL}?{query}").json()

    assert ([row["name"] for row in body["data"]], body["total"]) == (found, len(found))


@pytest.mark.parametrize(
    "query",
    ["type=piggy", "currency=XXXX", "is_active=maybe", "type=cash&type=loan", "typ=cash", "name=", "limit=0"],
)
def test_wrong_filters(ana_api: APIClient, query: str) -> None:
    response = ana_api.get(f"{URL}?{query}")

    assert (response.status_code, list(response.json()["errors"])) == (400, [query.partition("=")[0]])


def finance_queries(client: APIClient, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len([query for query in queries if re.search(r"finance_(?!exchangerate)", query["sql"])])


def test_the_number_of_accounts_and_rows_costs_no_queries(ana_api: APIClient, ana: User) -> None:
    account = AccountFactory(user=ana)
    counts = []
    for _ in range(2):
        TransactionFactory.create_batch(3, user=ana)
        TransactionFactory.create_batch(3, user=ana, account=account)
        counts.append((finance_queries(ana_api, URL), finance_queries(ana_api, f"{URL}/{account.pk}")))

    assert counts == [(3, 5), (3, 5)]


def test_an_unchanged_list_is_304_until_a_row_is_written(ana_api: APIClient, ana: User) -> None:
    tag = ana_api.get(URL)["ETag"]
    assert ana_api.get(URL, HTTP_IF_NONE_MATCH=tag).status_code == 304

    ana_api.post(URL, {"name": "Bank"}, format="json")

    assert ana_api.get(URL, HTTP_IF_NONE_MATCH=tag).json()["total"] == 1


def test_one_account_with_its_newest_rows(ana_api: APIClient, ana: User) -> None:
    bank, other = AccountFactory(user=ana, name="Bank"), AccountFactory(user=ana)
    rows = [
        TransactionFactory(user=ana, account=bank, date=date(2026, 1, day), amount=day)
        for day in range(1, 12)
    ]
    transfer = TransactionFactory(
        user=ana, account=other, to_account=bank, type="Transfer", date=date(2026, 2, 1)
    )
    TransactionFactory(user=ana, account=other)
    TransactionFactory(user=ana, account=bank, deleted=True)
    bump_ledger(ana.pk, periods=EVERY_PERIOD)

    body = ana_api.get(f"{URL}/{bank.pk}").json()

    assert [row["id"] for row in body["recent_transactions"]] == [
        transfer.pk,
        *[row.pk for row in rows[:1:-1]],
    ]
    assert (body["name"], body["balance"]) == ("Bank", 34.0)
    newest = ana_api.get(f"{URL}/{bank.pk}?limit=1").json()["recent_transactions"]
    assert [(row["id"], row["to_account"], row["type"]) for row in newest] == [
        (transfer.pk, "Bank", "Transfer")
    ]
    assert ana_api.get(f"{URL}/{bank.pk}?limit=0").status_code == 400


@pytest.mark.parametrize("url", MOUNTS)
def test_create(ana_api: APIClient, ana: User, url: str) -> None:
    body = {
        "name": " HDFC  Card ",
        "official_name": "HDFC Regalia",
        "mask": "4242",
        "subtype": "rewards",
        "currency": "usd",
        "opening_balance": "-12.50",
        "credit_limit": 2000,
    }

    response = ana_api.post(url, body, format="json")

    account = Account.objects.get(user=ana)
    assert response.status_code == 201
    assert response.json() == {
        "id": account.pk,
        "name": "HDFC Card",
        "official_name": "HDFC Regalia",
        "mask": "4242",
        "type": "credit",
        "subtype": "rewards",
        "currency": "USD",
        "balance": -12.5,
        "current_balance": None,
        "available_balance": None,
        "credit_limit": 2000.0,
        "opening_balance": -12.5,
        "provider_id": None,
        "connection_id": None,
        "last_synced": None,
        "is_active": True,
        "created_at": response.json()["created_at"],
    }


WRONG: list[tuple[dict[str, Any], dict[str, list[str]]]] = [
    ({}, {"name": ["This field is required"]}),
    ({"name": "x", "balance": 1}, {"balance": ["Unknown field"]}),
    ({"name": "BÁNK"}, {"name": ["There is an account of this name already"]}),
    ({"name": "x", "currency": "ZZZ"}, {"currency": ["Must be a currency code of ISO 4217, such as EUR"]}),
    ({"name": "x", "opening_balance": "0.005"}, {"opening_balance": ["Has more decimals than INR has"]}),
    ({"name": "x", "mask": "1" * 17}, {"mask": ["Must have at most 16 characters"]}),
    ({"name": "x", "official_name": "1" * 201}, {"official_name": ["Must have at most 200 characters"]}),
]


@pytest.mark.parametrize(("body", "errors"), WRONG)
def test_a_wrong_body_names_its_fields(
    ana_api: APIClient, ana: User, body: dict[str, Any], errors: dict[str, list[str]]
) -> None:
    AccountFactory(user=ana, name="Bank")

    response = ana_api.post(URL, body, format="json")

    assert (response.status_code, response.json()["errors"]) == (400, errors)
    assert names(ana) == ["Bank"]


@pytest.mark.parametrize("value", ["1_000", "٣", "NaN", "1e5", True, None, "10000000000", "", [1], "1,5"])
def test_opening_balances_are_read_strictly(ana_api: APIClient, ana: User, value: object) -> None:
    response = ana_api.post(URL, {"name": "x", "opening_balance": value}, format="json")

    assert (response.status_code, list(response.json()["errors"])) == (400, ["opening_balance"])
    assert names(ana) == []


@pytest.mark.parametrize("method", ["put", "patch"])
def test_change(ana_api: APIClient, ana: User, method: str) -> None:
    account = AccountFactory(user=ana, name="Bank", mask="1234", opening_balance="10")
    body = {"name": "Salary", "type": "savings", "opening_balance": 20, "is_active": False}

    response = getattr(ana_api, method)(f"{URL}/{account.pk}", body, format="json")

    assert response.status_code == 200
    found = response.json()
    assert {name: found[name] for name in body} == body
    assert (found["mask"], found["balance"]) == ("1234", 20.0)
    account.refresh_from_db()
    assert (account.former_keys, account.type_source) == (["bank"], "user")


def test_a_type_of_null_is_guessed(ana_api: APIClient, ana: User) -> None:
    account = AccountFactory(user=ana, name="PPF", type="cash", type_source="user")

    assert ana_api.patch(f"{URL}/{account.pk}", {"type": None}, format="json").json()["type"] == "investment"


def test_delete_without_and_with_rows(ana_api: APIClient, ana: User) -> None:
    empty, used = AccountFactory(user=ana), TransactionFactory(user=ana).account

    assert [ana_api.delete(f"{URL}/{account.pk}").status_code for account in (empty, used)] == [204, 204]

    assert ana_api.get(f"{URL}/{empty.pk}").status_code == 404
    assert ana_api.get(f"{URL}/{used.pk}").json()["is_active"] is False
    assert [ana_api.delete(f"{URL}/{account.pk}").status_code for account in (empty, used)] == [404, 404]
    assert Transaction.objects.for_user(ana).count() == 1


def test_purge(ana_api: APIClient, ana: User) -> None:
    account = TransactionFactory(user=ana).account

    assert ana_api.delete(f"{URL}/{account.pk}?purge=yes").status_code == 400
    assert ana_api.delete(f"{URL}/{account.pk}?purge=true").status_code == 204

    assert (names(ana), Transaction.objects.count()) == ([], 0)


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_a_strangers_account_is_missing(
    ana_api: APIClient, cleo_api: APIClient, ben: User, method: str
) -> None:
    theirs = AccountFactory(user=ben, name="Theirs")

    for client in (ana_api, cleo_api):
        body = None if method == "get" else {"name": "Mine"}
        response = getattr(client, method)(f"{URL}/{theirs.pk}", body, format="json")
        assert (response.status_code, response.json()["error"]) == (404, "Not found")
    assert names(ben) == ["Theirs"]


@pytest.mark.parametrize("path", ["", "/1"])
def test_nobody_gets_nothing(api: APIClient, db: None, path: str) -> None:
    assert api.get(f"{URL}{path}").status_code == 401
