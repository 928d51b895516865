from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from finance.models import Account
from finance.tests.factories import AccountFactory

URL = "/api/account-classifications"
MOUNTS = [URL, f"{URL}/", "/account-classifications", "/v1/account-classifications/"]
SAVED = {"success": True, "message": "Account classification saved"}
REMOVED = {"success": True, "message": "Account classification removed"}
AWKWARD = ["A/B 100%", "50% off?", "Ünïcode & Söhne #1", "type", "a+b", "https://bank.example/x"]


def table(user: User) -> list[tuple[str, str, str]]:
    return list(Account.objects.for_user(user).order_by("id").values_list("name", "type", "type_source"))


@pytest.mark.parametrize("url", MOUNTS)
def test_the_list_shows_what_the_person_set(ana_api: APIClient, ana: User, ben: User, url: str) -> None:
    AccountFactory(user=ana, name="HDFC Savings", type="savings", type_source="user")
    AccountFactory(user=ana, name="Grow Mutual Funds", type="investment", type_source="user")
    AccountFactory(user=ana, name="PPF Account", type="investment")
    AccountFactory(user=ben, type_source="user")

    assert ana_api.get(url).json() == {
        "classifications": [
            {"account_name": "Grow Mutual Funds", "account_type": "investment"},
            {"account_name": "HDFC Savings", "account_type": "savings"},
        ]
    }


@pytest.mark.parametrize("url", MOUNTS)
@pytest.mark.parametrize("way", ["body", "query", "query and null", "both"])
def test_set(ana_api: APIClient, ana: User, url: str, way: str) -> None:
    AccountFactory(user=ana, name="Grow")
    fields = {"account_name": "grow", "account_type": "investment"}
    query = "?account_name=grow&account_type=investment"

    requests: dict[str, Any] = {
        "body": lambda: ana_api.post(url, fields, format="json"),
        "query": lambda: ana_api.post(url + query),
        "query and null": lambda: ana_api.post(url + query, b"null", content_type="application/json"),
        "both": lambda: ana_api.post(f"{url}?account_name=grow", fields, format="json"),
    }
    response = requests[way]()

    assert (response.status_code, response.json()) == (200, SAVED)
    assert table(ana) == [("Grow", "investment", "user")]


@pytest.mark.parametrize("name", AWKWARD)
def test_any_name_in_a_path(ana_api: APIClient, ana: User, name: str) -> None:
    url = f"{URL}/{quote(name, safe='')}"

    assert ana_api.post(URL, {"account_name": name, "account_type": "loan"}, format="json").json() == SAVED
    assert ana_api.get(url).json() == {"account_name": name, "account_type": "loan"}
    assert ana_api.get(f"{url}/").json() == {"account_name": name, "account_type": "loan"}
    assert ana_api.delete(url).json() == REMOVED
    assert [row[::2] for row in table(ana)] == [(name, "guess")]


@pytest.mark.parametrize("name", [*AWKWARD, "ends in /", "type/cash", "/"])
def test_any_name_as_a_parameter(ana_api: APIClient, ana: User, name: str) -> None:
    ana_api.post(URL, {"account_name": name, "account_type": "cash"}, format="json")
    url = f"{URL}?account_name={quote(name, safe='')}"

    assert ana_api.get(url).json() == {"account_name": name, "account_type": "cash"}
    assert ana_api.delete(url).json() == REMOVED
    assert ana_api.delete(url).status_code == 404


def test_an_account_that_nobody_classified_has_its_guess(ana_api: APIClient, ana: User) -> None:
    AccountFactory(user=ana, name="HDFC", type="savings")

    assert ana_api.get(f"{URL}/hdfc").json() == {"account_name": "HDFC", "account_type": "savings"}


def test_removing_falls_back_to_the_guess_once(ana_api: APIClient, ana: User) -> None:
    AccountFactory(user=ana, name="PPF", type="cash", type_source="user")

    responses = [ana_api.delete(f"{URL}/PPF") for _ in range(2)]

    assert [response.status_code for response in responses] == [200, 404]
    assert responses[0].json() == REMOVED
    assert table(ana) == [("PPF", "investment", "guess")]


@pytest.mark.parametrize("kind", ["checking", "savings", "credit", "investment", "loan", "cash", "other"])
def test_the_accounts_of_a_type_set_or_guessed(ana_api: APIClient, ana: User, ben: User, kind: str) -> None:
    AccountFactory(user=ana, name="b", type=kind)
    AccountFactory(user=ana, name="A", type=kind, type_source="user")
    AccountFactory(user=ana, type="cash" if kind == "loan" else "loan")
    AccountFactory(user=ben, type=kind)

    assert ana_api.get(f"{URL}/type/{kind}").json() == {"accounts": ["A", "b"]}
    assert ana_api.get(f"{URL}/type/{kind}/").json() == {"accounts": ["A", "b"]}


WRONG: list[tuple[dict[str, Any], str, list[str]]] = [
    ({}, "", ["account_name"]),
    ({"account_name": "x"}, "", ["account_type"]),
    ({"account_type": "cash"}, "", ["account_name"]),
    ({"account_name": "x", "account_type": "Investments"}, "", ["account_type"]),
    ({"account_name": "", "account_type": "cash"}, "", ["account_name"]),
    ({"account_name": "x", "account_type": "cash"}, "?account_name=y", ["account_name"]),
    ({"account_name": "x", "account_type": "cash"}, "?account_type=piggy", ["account_type"]),
    ({"account_name": "x", "account_type": "cash", "note": "?"}, "", ["note"]),
    ({"account_name": "x", "account_type": "cash"}, "?note=x", ["note"]),
    ({"account_name": "\u200d", "account_type": "cash"}, "", ["name"]),
]


@pytest.mark.parametrize(("body", "query", "fields"), WRONG)
def test_a_wrong_request(
    ana_api: APIClient, ana: User, body: dict[str, Any], query: str, fields: list[str]
) -> None:
    response = ana_api.post(URL + query, body, format="json")

    assert (response.status_code, list(response.json()["errors"])) == (400, fields)
    assert table(ana) == []


def test_an_unknown_type_is_wrong(ana_api: APIClient) -> None:
    response = ana_api.get(f"{URL}/type/Investments")

    assert (response.status_code, list(response.json()["errors"])) == (400, ["account_type"])


@pytest.mark.parametrize("url", [f"{URL}/unknown", f"{URL}?account_name=unknown"])
@pytest.mark.parametrize("method", ["get", "delete"])
def test_an_unknown_or_foreign_name_is_missing(ana_api: APIClient, ben: User, url: str, method: str) -> None:
    AccountFactory(user=ben, name="Unknown", type_source="user", type="loan")

    response = getattr(ana_api, method)(url)

    assert (response.status_code, response.json()["error"]) == (404, "Not found")
    assert table(ben) == [("Unknown", "loan", "user")]


def test_removing_needs_a_name(ana_api: APIClient) -> None:
    assert ana_api.delete(URL).json()["errors"] == {"account_name": ["This field is required"]}


@pytest.mark.parametrize("path", ["", "/x", "/type/cash"])
def test_nobody_gets_nothing(api: APIClient, db: None, path: str) -> None:
    assert api.get(f"{URL}{path}").status_code == 401
