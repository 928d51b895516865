from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from rest_framework.test import APIClient

from accounts.models import User
from finance.models import Account, Category, Transaction, TransactionChange
from finance.tests.factories import AccountFactory, CategoryFactory, SourceFactory, TransactionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def food(ana: User) -> Category:
    top = CategoryFactory(user=ana, name="Food & Dining")
    CategoryFactory(user=ana, name="Groceries", parent=top)
    return top


def enter(api: APIClient, **fields: Any) -> dict[str, Any]:
    body = {"type": "Expense", "amount": 250, "date": "2026-01-15", "note": "lunch", **fields}
    answer = api.post("/api/transactions", body, format="json")
    assert answer.status_code == 201, answer.content
    row: dict[str, Any] = answer.json()
    return row


def live(user: User) -> list[tuple[Any, ...]]:
    return list(Transaction.objects.for_user(user).live().order_by("id").values_list("id", "amount", "note"))


@pytest.fixture
def unchanged(ana: User) -> Iterator[None]:
    """The refusal in the test leaves every row of Ana's as it was."""
    before = list(Transaction.objects.for_user(ana).order_by("id").values())
    yield
    assert list(Transaction.objects.for_user(ana).order_by("id").values()) == before


def test_the_names_of_all_seeds_are_understood(ana_api: APIClient, food: Category) -> None:
    row = enter(
        ana_api,
        type="INCOME",
        amount="1234.50",
        date="2026-01-15T10:30:00Z",
        category=food.pk,
        account="HDFC",
        tags=["a", "b"],
    )
    other = ana_api.post(
        "/api/finance/transactions/",
        {"transaction_type": "expense", "amount": 5, "date": "2026-01-16", "description": "tea",
         "category": "FOOD & dining", "subcategory": "groceries"},
        format="json",
    ).json()  # fmt: skip

    assert {
        k: row[k] for k in ("type", "amount", "signed_amount", "date", "category", "account", "tags")
    } == {
        "type": "Income",
        "amount": 1234.5,
        "signed_amount": 1234.5,
        "date": "2026-01-15",
        "category": "Food & Dining",
        "account": "HDFC",
        "tags": ["a", "b"],
    }
    assert (other["note"], other["description"], other["account"]) == ("tea", "tea", "Cash")
    assert (other["category"], other["subcategory"]) == ("Food & Dining", "Groceries")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"amount": 0}, "amount"),
        ({"amount": -5}, "amount"),
        ({"amount": "1_000"}, "amount"),
        ({"amount": "٣"}, "amount"),
        ({"amount": 1.005}, "amount"),
        ({"amount": 10**10}, "amount"),
        ({"date": "20260115"}, "date"),
        ({"date": "2026-02-30"}, "date"),
        ({"type": "gift"}, "type"),
        ({"category": "Unheard of"}, "category"),
        ({"category": 999_999}, "category"),
        ({"category_id": 999_999}, "category"),
        ({"subcategory": "Groceries"}, "subcategory"),
        ({"account": 5}, "account"),
        ({"account_id": 999_999}, "account"),
        ({"to_account": "Wallet"}, "to_account"),
        ({"type": "Transfer", "category": "Food & Dining"}, "category"),
        ({"type": "Transfer", "account": "A", "to_account": "ａ"}, "to_account"),
        ({"note": "x" * 501}, "note"),
        ({"currency": "ZZZ"}, "currency"),
        ({"currency": "JPY", "amount": "1.5"}, "amount"),
        ({"tags": [""]}, "tags.0"),
        ({"surprise": 1}, "surprise"),
        ({"note": "a", "description": "b"}, "description"),
    ],
)
def test_wrong_input_names_its_field(
    ana_api: APIClient, food: Category, body: dict[str, Any], field: str
) -> None:
    usual = {"type": "Expense", "amount": 250, "date": "2026-01-15"}
    answer = ana_api.post("/api/transactions", {**usual, **body}, format="json")

    assert answer.status_code == 400
    assert field in answer.json()["errors"], answer.json()
    assert Transaction.objects.count() == 0


def test_somebody_elses_category_and_account_do_not_exist(ana_api: APIClient, ben: User) -> None:
    category, account = CategoryFactory(user=ben, name="Secret"), AccountFactory(user=ben, name="Secret")
    for body in ({"category": category.pk}, {"category": "Secret"}, {"account_id": account.pk}):
        answer = ana_api.post(
            "/api/transactions", {"type": "Expense", "amount": 1, "date": "2026-01-15", **body}, format="json"
        )
        assert answer.status_code == 400
        assert "Secret" not in answer.content.decode()
    row = enter(ana_api, account="Secret")
    assert row["account_id"] != account.pk


def test_a_transfer_moves_between_two_accounts(ana_api: APIClient) -> None:
    row = enter(ana_api, type="transfer", account="Bank", to_account="Wallet")

    assert (row["from_account"], row["to_account"], row["account"]) == ("Bank", "Wallet", "Bank")
    assert (row["is_transfer"], row["category"], row["signed_amount"]) == (True, None, -250)


def test_patch_changes_what_it_names(ana_api: APIClient, food: Category) -> None:
    row = enter(ana_api, category="Food & Dining", subcategory="Groceries", tags=["x"])
    url = f"/api/transactions/{row['id']}"

    assert ana_api.patch(url, {"amount": "99.90"}, format="json").json()["amount"] == 99.9
    assert ana_api.patch(url, {"subcategory": None}, format="json").json()["category_id"] == food.pk
    assert ana_api.patch(url, {"category": None}, format="json").json()["category"] is None
    changed = ana_api.patch(url, {"tags": ["y", "Y"]}, format="json").json()
    assert (changed["tags"], changed["note"]) == (["y"], "lunch")


def test_put_replaces_the_content_and_keeps_the_account(ana_api: APIClient, food: Category) -> None:
    row = enter(ana_api, category="Food & Dining", account="HDFC", tags=["x"], merchant="Cafe")
    body = {"type": "Income", "amount": 1, "date": "2026-02-01"}

    changed = ana_api.put(f"/api/transactions/{row['id']}", body, format="json").json()

    assert changed.items() >= {
        "type": "Income", "amount": 1, "date": "2026-02-01", "note": "", "category": None, "tags": [],
        "merchant": None, "account": "HDFC",
    }.items()  # fmt: skip


def test_history_names_every_change_and_the_original(ana_api: APIClient, food: Category) -> None:
    row = enter(ana_api, category="Food & Dining")
    url = f"/api/transactions/{row['id']}"
    ana_api.patch(url, {"note": "dinner", "amount": 300}, format="json")
    answer = ana_api.post(
        f"{url}/reconcile", {"amount": 310, "category": "Groceries", "reason": "the bill"}, format="json"
    )
    assert (answer.json()["amount"], answer.json()["subcategory"]) == (310, "Groceries")

    body = ana_api.get(f"{url}/history").json()

    lines = [(c["field"], c["old_value"], c["new_value"], c["source"], c["reason"]) for c in body["history"]]
    assert lines == [
        ("category", "Food & Dining", "Food & Dining / Groceries", "reconcile", "the bill"),
        ("amount", "300", "310", "reconcile", "the bill"),
        ("note", "lunch", "dinner", "user", ""),
        ("amount", "250", "300", "user", ""),
    ]
    assert {c["changed_by"] for c in body["history"]} == {"ana@example.com"}
    assert (body["original"]["amount"], body["original"]["note"]) == ("250", "lunch")
    assert body["original"]["category"] == "Food & Dining"


def test_reconcile_needs_a_reason(ana_api: APIClient, unchanged: None) -> None:
    row = TransactionFactory(
        user=User.objects.get(email="ana@example.com"), account=_account(), amount=Decimal(5)
    )
    answer = ana_api.post(f"/api/transactions/{row.pk}/reconcile", {"amount": 1}, format="json")

    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["reason"])
    row.delete()


def _account() -> Account:
    return AccountFactory(user=User.objects.get(email="ana@example.com"))


def test_deleted_rows_are_gone_until_restored(ana_api: APIClient, ana: User) -> None:
    row = enter(ana_api)
    url = f"/api/transactions/{row['id']}"

    assert ana_api.delete(url).status_code == 204
    assert [ana_api.delete(url).status_code, ana_api.get(url).status_code] == [404, 404]
    assert ana_api.patch(url, {"note": "x"}, format="json").status_code == 404
    assert ana_api.get("/api/transactions").json()["total"] == 0
    restored = ana_api.post(f"{url}/restore")
    assert (restored.status_code, restored.json()["note"]) == (200, "lunch")
    assert ana_api.post(f"{url}/restore").status_code == 409
    assert len(live(ana)) == 1


def test_splits_replace_the_category_and_hold_the_amount(ana_api: APIClient, food: Category) -> None:
    row = enter(ana_api, category="Food & Dining")
    url = f"/api/transactions/{row['id']}"
    lines = [{"amount": 100, "category": "Groceries", "note": "milk"}, {"amount": "150.00"}]

    shown = ana_api.put(f"{url}/splits", {"splits": lines}, format="json").json()

    assert [(s["amount"], s["subcategory"], s["note"]) for s in shown["splits"]] == [
        (100, "Groceries", "milk"),
        (150, None, ""),
    ]
    refused = ana_api.patch(url, {"amount": 300}, format="json")
    assert (refused.status_code, refused.json()["error"]) == (409, "The transaction is split")
    assert ana_api.put(f"{url}/splits", {"splits": []}, format="json").json()["splits"] == []
    assert ana_api.patch(url, {"amount": 300}, format="json").status_code == 200


@pytest.mark.parametrize(
    "lines",
    [
        [{"amount": 250}],
        [{"amount": 100}, {"amount": 100}],
        [{"amount": 249}, {"amount": "0.999"}, {"amount": "0.001"}],
        [{"amount": 250}, {"amount": 0}],
        [{"amount": 100, "category": "No such"}, {"amount": 150}],
    ],
)
def test_splits_that_do_not_fit(ana_api: APIClient, lines: list[dict[str, Any]]) -> None:
    row = enter(ana_api)
    answer = ana_api.put(f"/api/transactions/{row['id']}/splits", {"splits": lines}, format="json")

    assert answer.status_code == 400
    assert all(key.startswith("splits") for key in answer.json()["errors"])
    assert ana_api.get(f"/api/transactions/{row['id']}").json()["splits"] == []


def test_a_refund_is_linked_once(ana_api: APIClient) -> None:
    purchase, other, refund = enter(ana_api), enter(ana_api), enter(ana_api, type="Income", amount=50)
    url = f"/api/transactions/{purchase['id']}/link-refund"
    link = {"refund_id": refund["id"]}

    assert ana_api.post(url, link, format="json").status_code == 200
    assert ana_api.post(url, link, format="json").status_code == 200
    assert (
        ana_api.post(f"/api/transactions/{other['id']}/link-refund", link, format="json").status_code == 409
    )
    assert Transaction.objects.get(pk=refund["id"]).refund_of_id == purchase["id"]
    assert TransactionChange.objects.filter(field="refund_of").count() == 1
    for wrong in (purchase["id"], other["id"], 999_999):
        answer = ana_api.post(url, {"refund_id": wrong}, format="json")
        assert answer.status_code in {400, 404}
    assert ana_api.delete(f"/api/transactions/{refund['id']}/link-refund").status_code == 204
    assert Transaction.objects.get(pk=refund["id"]).refund_of_id is None


def test_bulk_is_all_or_nothing(ana_api: APIClient, ana: User) -> None:
    first, second, third = (enter(ana_api, note=str(n))["id"] for n in range(3))
    before = live(ana)

    def send(**body: Any) -> HttpResponse:
        answer: HttpResponse = ana_api.post("/api/transactions/bulk", body, format="json")
        return answer

    wrong = send(edits=[{"id": first, "note": "x"}, {"id": second, "category": "No such"}])
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["edits.1.category"])  # type: ignore[attr-defined]
    assert send(edits=[{"id": first, "note": "x"}, {"id": 999_999, "note": "x"}]).status_code == 404
    assert send(edits=[{"id": first, "note": "x"}], delete=[first]).status_code == 400
    assert send().status_code == 400
    assert live(ana) == before
    assert (
        send(edits=[{"id": first, "note": "x"}, {"id": second, "amount": 9}], delete=[third]).status_code
        == 200
    )
    assert live(ana) == [(first, Decimal(250), "x"), (second, Decimal(9), "1")]


def test_an_edit_holds_against_the_source_and_a_deletion_too(ana_api: APIClient, ana: User) -> None:
    rows = [
        {
            "date": "2025-01-15",
            "amount": n,
            "type": "Expense",
            "category": "Food",
            "account": "Bank",
            "note": f"n{n}",
        }
        for n in range(1, 6)
    ]

    def upload(rows: list[dict[str, Any]], file_hash: str) -> dict[str, int]:
        body = {"file_name": "m.xlsx", "file_hash": file_hash * 64, "rows": rows, "force": True}
        stats: dict[str, int] = ana_api.post("/api/upload", body, format="json").json()["stats"]
        return stats

    upload(rows, "a")
    ids = dict(Transaction.objects.for_user(ana).values_list("note", "id"))
    ana_api.patch(f"/api/transactions/{ids['n1']}", {"note": "mine", "amount": 100}, format="json")
    ana_api.delete(f"/api/transactions/{ids['n2']}")

    assert upload(rows, "a")["unchanged"] == 5
    rows[0]["category"], rows[0]["amount"] = "Travel", 77
    rows[1]["note"] = "reworded"
    stats = upload(rows, "b")

    assert (stats["updated"], stats["unchanged"], stats["inserted"], stats["deleted"]) == (2, 3, 0, 0)
    mine = ana_api.get(f"/api/transactions/{ids['n1']}").json()
    assert (mine["note"], mine["amount"], mine["category"]) == ("mine", 100, "Travel")
    assert ana_api.get(f"/api/transactions/{ids['n2']}").status_code == 404
    assert upload(rows, "b")["unchanged"] == 5


def test_probable_duplicates_across_sources(ana_api: APIClient, ana: User) -> None:
    bank = AccountFactory(user=ana, name="Bank")
    source = SourceFactory(user=ana, kind="upload", name="m.xlsx")
    held = TransactionFactory(
        user=ana, account=bank, source=source, amount=Decimal(250), note="SWIGGY ORDER 55"
    )
    row = enter(ana_api, account="Bank", note="Swiggy order", date=held.date.isoformat())
    enter(ana_api, account="Bank", note="Rent", date=held.date.isoformat())

    body = ana_api.get("/api/transactions/duplicates").json()

    assert [t["id"] for t in body["data"][0]["transactions"]] == [row["id"], held.pk]
    assert (body["total"], body["data"][0]["score"]) == (1, 100)
    assert ana_api.get(f"/api/transactions/{row['id']}").json()["is_duplicate"] is True
    url = f"/api/transactions/duplicates/{body['data'][0]['id']}"
    assert ana_api.post(url, {"action": "guess"}, format="json").status_code == 400
    assert ana_api.post(url, {"action": "merge"}, format="json").status_code == 200
    assert ana_api.get(f"/api/transactions/{row['id']}").status_code == 404
    assert ana_api.post(url, {"action": "keep"}, format="json").status_code == 409
    assert ana_api.post(f"/api/transactions/{row['id']}/restore").status_code == 200
    assert ana_api.get("/api/transactions/duplicates").json()["total"] == 0


def test_the_same_key_enters_one_row(ana_api: APIClient, ana: User) -> None:
    body = {"type": "Expense", "amount": 5, "date": "2026-01-15"}
    first, second = (
        ana_api.post("/api/transactions", body, format="json", headers={"Idempotency-Key": "k1"})
        for _ in range(2)
    )

    assert (first.status_code, second.status_code, first.content == second.content) == (201, 201, True)
    assert len(live(ana)) == 1
    other = ana_api.post(
        "/api/transactions", {**body, "amount": 6}, format="json", headers={"Idempotency-Key": "k1"}
    )
    assert (other.status_code, len(live(ana))) == (422, 1)


def test_conversion(ana_api: APIClient) -> None:
    row = enter(ana_api, currency="EUR", amount=10)
    named = {"amount": "10", "from": "EUR", "to": "INR", "date": "2026-01-15"}

    by_row = ana_api.post("/api/transactions/convert", {"transaction_id": row["id"]}, format="json").json()
    by_amount = ana_api.post("/api/transactions/convert", named, format="json").json()

    assert by_row == by_amount == {
        "amount": 10, "from": "EUR", "to": "INR", "rate": 92, "rate_date": None, "converted": 920,
        "fallback": True,
    }  # fmt: skip
    for wrong, field in (
        ({"amount": 5}, "from"),
        ({**named, "to": "KWD"}, "to"),
        ({**named, "from": "X"}, "from"),
    ):
        answer = ana_api.post("/api/transactions/convert", wrong, format="json")
        assert (answer.status_code, field in answer.json()["errors"]) == (400, True), answer.json()
    assert (
        ana_api.post("/api/transactions/convert", {"transaction_id": 10**9}, format="json").status_code == 404
    )
