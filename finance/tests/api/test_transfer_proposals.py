from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from finance.models import TransferProposal
from finance.tests.services.test_bank_delivery import accounts_of, deliver, row

pytestmark = pytest.mark.django_db
URL = "/api/transfers/proposals"


@pytest.fixture
def pair(ana: User) -> TransferProposal:
    rows = [row("out", 500), row("in", 500, type="Income", account="save")]
    deliver(ana, rows, accounts=accounts_of(ana, "acc", "save"))
    return TransferProposal.objects.get()


def test_both_ends_are_shown(ana_api: APIClient, pair: TransferProposal) -> None:
    answer = ana_api.get(URL).json()

    assert answer["total"] == 1
    [shown] = answer["data"]
    assert (shown["id"], shown["reason"]) == (pair.pk, "Same amount, same day")
    assert (shown["outgoing"]["account"], shown["incoming"]["account"]) == ("Bank acc", "Bank save")


@pytest.mark.parametrize(("action", "rows"), [("accept", 1), ("refuse", 2)])
def test_a_decision_takes_it_off_the_list(
    ana_api: APIClient, pair: TransferProposal, action: str, rows: int
) -> None:
    answer = ana_api.post(f"{URL}/{pair.pk}", {"action": action}, format="json")

    assert answer.json() == {"success": True, "id": pair.pk, "action": action}
    assert ana_api.get(URL).json()["data"] == []
    assert ana_api.get("/api/transactions").json()["total"] == rows


@pytest.mark.parametrize("body", [{}, {"action": "merge"}, {"action": "accept", "x": 1}])
def test_anything_else_is_refused(ana_api: APIClient, pair: TransferProposal, body: dict[str, Any]) -> None:
    assert ana_api.post(f"{URL}/{pair.pk}", body, format="json").status_code == 400
    pair.refresh_from_db()
    assert pair.decision == "open"


def test_a_strangers_proposal_is_not_there(ben_api: APIClient, pair: TransferProposal) -> None:
    assert ben_api.get(URL).json()["data"] == []
    assert ben_api.post(f"{URL}/{pair.pk}", {"action": "accept"}, format="json").status_code == 404


def test_the_number_of_queries_does_not_grow(
    ana: User, ana_api: APIClient, pair: TransferProposal, django_assert_num_queries: Any
) -> None:
    more = [
        fact
        for n in range(5)
        for fact in (row(f"o{n}", n + 1), row(f"i{n}", n + 1, type="Income", account="save"))
    ]
    deliver(ana, more, accounts=accounts_of(ana, "acc", "save"))

    with django_assert_num_queries(8):
        assert len(ana_api.get(URL).json()["data"]) == 6
