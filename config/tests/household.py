"""A person's whole ledger, made through the API: one of every thing that an endpoint shows or takes an id of.

Every text of hers holds her mark, so that one look at an answer tells whether anything of hers is in it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rest_framework.test import APIClient

from accounts.models import User
from accounts.tests.factories import PASSWORD
from finance.domain.linked_account import LinkedAccount
from finance.models import Account, TransferProposal
from finance.services.linked_accounts import sync_accounts
from preferences.services.notifications import notify
from providers.models import Connection
from providers.tests.factories import AT, ConnectionFactory, SyncRunFactory

MARK = "Zanzibar"  # Ana's
EMAIL = "ana@example.com"
HOOK = "https://1.1.1.1"
MAPPING = {
    "date": "Date",
    "amount": "Amount",
    "note": ["Note"],
    "date_order": "ymd",
    "decimal": ".",
}


@dataclass
class Household:
    """Ids for paths and bodies, and the owner's tokens; `unknown` is nobody's id."""

    access: str
    refresh: str
    income: int
    expense: int
    ferry: int
    transfer: int
    refund: int
    twin: int
    deleted: int
    bank: int
    fund: int
    food: int
    travel: int
    upload: int
    pair: int
    proposal: int
    preset: int
    session: int
    token: int
    notification: int
    webhook: int
    connection: int
    linked: int
    unknown: int = 2**62


def furnish(api: APIClient, *, email: str = EMAIL, mark: str = MARK) -> Household:
    """Signs the person in and makes the ledger."""
    tokens = sign_in(api, email)
    imported = done(api.post("/api/upload", upload(mark)))
    done(api.post("/api/account-classifications", classification(mark)))
    twin = done(api.post("/api/transactions", entry(mark, "ferry", date="2025-02-04", amount=1200)))
    gone = done(api.post("/api/transactions", entry(mark, "gone", date="2025-06-01", amount=9)))
    done(api.delete(f"/api/transactions/{gone['id']}"))
    preset = done(api.post("/api/imports/presets", {"name": f"{mark} preset", "mapping": MAPPING}))
    owner = User.objects.get(email=email)
    notify(user=owner, kind="anomaly", title=f"{mark} Bank", text=f"{mark} is low", key=mark)
    connection, linked = link_bank(owner, mark)
    token = done(api.post("/api/auth/api-tokens", {"name": f"{mark} token", "scopes": ["read"]}))
    session = done(api.get("/api/auth/sessions"))["data"][0]
    listed = done(api.get("/api/transactions", {"import_id": imported["import_id"]}))["data"]
    rows = {row["note"]: row["id"] for row in listed}
    accounts = {row["name"]: row["id"] for row in done(api.get("/api/accounts"))["data"]}
    categories = {row["name"]: row["id"] for row in done(api.get("/api/categories"))["data"]}
    [pair] = done(api.get("/api/transactions/duplicates"))["data"]
    proposal = TransferProposal.objects.create(
        user=owner,
        outgoing_id=rows[f"{mark} shop"],
        incoming_id=rows[f"{mark} refund"],
        reason="Same amount, same day",
        created_at=AT,
    )
    return Household(
        access=tokens["access_token"],
        refresh=tokens["refresh_token"],
        income=rows[f"{mark} pay"],
        expense=rows[f"{mark} shop"],
        ferry=rows[f"{mark} ferry"],
        transfer=rows[f"{mark} plan"],
        refund=rows[f"{mark} refund"],
        twin=twin["id"],
        deleted=gone["id"],
        bank=accounts[f"{mark} Bank"],
        fund=accounts[f"{mark} Fund"],
        food=categories[f"{mark} Food"],
        travel=categories[f"{mark} Travel"],
        upload=imported["import_id"],
        pair=pair["id"],
        proposal=proposal.pk,
        preset=preset["id"],
        session=session["id"],
        token=token["id"],
        notification=done(api.get("/api/notifications"))["data"][0]["id"],
        webhook=done(api.post("/api/webhooks", {"url": f"{HOOK}/{mark}"}))["id"],
        connection=connection.pk,
        linked=linked.pk,
    )


def link_bank(owner: User, mark: str) -> tuple[Connection, Account]:
    """What linking a bank leaves, without the bank: a connection, a run and an account."""
    connection = ConnectionFactory(user=owner, item_id=f"{mark}-item", institution=f"{mark} Bank A")
    SyncRunFactory(user=owner, connection=connection, status="ok", started_at=AT, finished_at=AT)
    told = LinkedAccount(
        external_id=f"{mark}-1", name=f"{mark} Savings", type="savings", currency="INR", balance=Decimal(60)
    )
    accounts = sync_accounts(
        user=owner, connection_id=connection.pk, provider_id=connection.provider_id, accounts=[told]
    )
    return connection, accounts[told.external_id]


def sign_in(api: APIClient, email: str) -> dict[str, Any]:
    """The answer of the login; `api` sends that token from now on."""
    tokens: dict[str, Any] = done(api.post("/api/auth/login", {"email": email, "password": PASSWORD}))
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens['access_token']}")
    return tokens


def done(answer: Any) -> Any:
    """The JSON of an answer that went well, None without a body."""
    assert 200 <= answer.status_code < 300, (answer.status_code, answer.getvalue())
    return json.loads(answer.getvalue() or b"null")


def classification(mark: str) -> dict[str, Any]:
    return {"account_name": f"{mark} Fund", "account_type": "investment"}


def entry(mark: str, note: str, **fields: Any) -> dict[str, Any]:
    texts = {"account": f"{mark} Bank", "note": f"{mark} {note}", "tags": [f"{mark} tag"]}
    return {"type": "Expense", **texts, **fields}


def upload(mark: str) -> dict[str, Any]:
    rows = [
        ("2025-01-01", 70000, "Income", "Salary", "", "pay"),
        ("2025-01-15", 5000.5, "Expense", "Food", "Market", "shop"),
        ("2025-02-03", 1200, "Expense", "Travel", "", "ferry"),
        ("2025-02-10", 20000, "Transfer", "Fund", "", "plan"),
        ("2025-02-20", 200, "Income", "Refunds", "", "refund"),
    ]
    named = [
        {
            "date": day,
            "amount": amount,
            "type": kind,
            "category": f"{mark} {category}",
            "subcategory": subcategory and f"{mark} {subcategory}",
            "account": f"{mark} Bank",
            "note": f"{mark} {note}",
        }
        for day, amount, kind, category, subcategory, note in rows
    ]
    return {"file_name": f"{mark}.xlsx", "file_hash": "a" * 64, "rows": named}
