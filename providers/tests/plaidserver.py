"""Plaid, as far as its contract goes: items, cursors over a history of changes, errors, signed webhooks.

    with PlaidServer().running() as plaid:
        item = plaid.new_item()                    # as somebody who went through the dialogue
        item.add("t1", 12.50, name="Coffee")       # Plaid's sign: positive = money out
        token = plaid.public_token(item)           # what the dialogue gives to the page

`fail(path, error("ITEM_LOGIN_REQUIRED"))` and the other faults are those of `Loopback`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import ec

from providers.tests.history import Forgotten, History, Mutated
from providers.tests.loopback import Fault, Loopback, Request

CLIENT_ID, SECRET = "client-of-tests", "secret-of-tests"
DAY = date(2026, 1, 15)
TYPES = {
    "ITEM_LOGIN_REQUIRED": "ITEM_ERROR",
    "PRODUCT_NOT_READY": "ITEM_ERROR",
    "PRODUCTS_NOT_SUPPORTED": "ITEM_ERROR",
    "NO_INVESTMENT_ACCOUNTS": "ITEM_ERROR",
    "ITEM_NOT_FOUND": "ITEM_ERROR",
    "INVALID_ACCESS_TOKEN": "INVALID_INPUT",
    "INVALID_PUBLIC_TOKEN": "INVALID_INPUT",
    "INVALID_API_KEYS": "INVALID_INPUT",
    "RATE_LIMIT_EXCEEDED": "RATE_LIMIT_EXCEEDED",
    "TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION": "TRANSACTIONS_ERROR",
    "INSTITUTION_DOWN": "INSTITUTION_ERROR",
    "INTERNAL_SERVER_ERROR": "API_ERROR",
}
_STATUSES = {"RATE_LIMIT_EXCEEDED": 429, "INTERNAL_SERVER_ERROR": 500}


def error(code: str, **headers: str) -> Fault:
    """Plaid's error body; a header Retry-After is written Retry_After."""
    body = {
        "error_type": TYPES.get(code, "INVALID_REQUEST"),
        "error_code": code,
        "error_message": "text for developers",
        "display_message": None,
        "request_id": "r1",
    }
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Fault(_STATUSES.get(code, 400), body, named)


class Refuse(Exception):  # noqa: N818 - it is raised to refuse
    def __init__(self, code: str) -> None:
        self.fault = error(code)


def new_account(account_id: str, *, type: str = "depository", **fields: Any) -> dict[str, Any]:
    balances = {"available": None, "current": 100, "limit": None, "iso_currency_code": "USD"}
    return {
        "account_id": account_id,
        "balances": {**balances, "unofficial_currency_code": None, **fields.pop("balances", {})},
        "mask": "4242",
        "name": f"Account {account_id}",
        "official_name": None,
        "subtype": "checking",
        "type": type,
        **fields,
    }


@dataclass
class Item:
    """A login at a bank."""

    id: str
    access_token: str
    accounts: list[dict[str, Any]]
    institution_id: str = "ins_109508"
    webhook: str = ""
    locked: bool = False
    removed: bool = False
    holdings: list[dict[str, Any]] | None = None  # None: the product is not there
    securities: list[dict[str, Any]] = field(default_factory=list)
    history: History = field(default_factory=History)

    def add(self, id: str, amount: Any, **fields: Any) -> dict[str, Any]:
        row = {
            "transaction_id": id,
            "account_id": self.accounts[0]["account_id"],
            "amount": amount,
            "iso_currency_code": "USD",
            "unofficial_currency_code": None,
            "date": DAY.isoformat(),
            "authorized_date": None,
            "name": f"Row {id}",
            "merchant_name": None,
            "pending": False,
            "pending_transaction_id": None,
            "personal_finance_category": None,
            **fields,
        }
        self.history.put(id, row)
        return row

    def modify(self, id: str, **fields: Any) -> None:
        self.history.change(id, **fields)

    def remove(self, id: str) -> None:
        self.history.drop(id)

    def post(self, pending_id: str, id: str, **fields: Any) -> None:
        """A pending row becomes another one, as Plaid does it: removed and added with a link."""
        row = self.history.drop(pending_id)
        posted = {"transaction_id": id, "pending": False, "pending_transaction_id": pending_id}
        self.history.put(id, {**row, **posted, **fields})


class PlaidServer(Loopback):
    """`most` caps the rows of a page, so that few rows make many pages."""

    def __init__(self, *, most: int = 500) -> None:
        super().__init__()
        self.most = most
        self.items: dict[str, Item] = {}
        self.keys: dict[str, dict[str, Any]] = {}
        self._public: dict[str, Item] = {}
        self._private: dict[str, ec.EllipticCurvePrivateKey] = {}
        self.key_id = self.new_key()

    # What a test does at the bank.

    def new_item(self, *, accounts: Sequence[dict[str, Any]] = (), **fields: Any) -> Item:
        number = len(self.items) + 1
        item = Item(
            id=f"item-{number}",
            access_token=f"access-sandbox-{secrets.token_hex(8)}",
            accounts=list(accounts) or [new_account(f"acc-{number}")],
            **fields,
        )
        self.items[item.access_token] = item
        return item

    def public_token(self, item: Item) -> str:
        token = f"public-sandbox-{secrets.token_hex(8)}"
        self._public[token] = item
        return token

    def new_key(self) -> str:
        """Webhooks are signed with the newest."""
        private = ec.generate_private_key(ec.SECP256R1())
        numbers, key_id = private.public_key().public_numbers(), secrets.token_hex(8)
        self._private[key_id], self.key_id = private, key_id
        self.keys[key_id] = {
            "alg": "ES256", "crv": "P-256", "kty": "EC", "use": "sig", "kid": key_id,
            "x": encoded(numbers.x), "y": encoded(numbers.y), "created_at": 1, "expired_at": None,
        }  # fmt: skip
        return key_id

    def webhook_of(
        self, item: Item, code: str = "SYNC_UPDATES_AVAILABLE", *, kind: str = "TRANSACTIONS", **fields: Any
    ) -> bytes:
        body = {"webhook_type": kind, "webhook_code": code, "item_id": item.id, "environment": "sandbox"}
        return json.dumps({**body, **fields}, indent=2).encode()

    def signature_of(self, body: bytes, *, at: datetime | None = None, **header: str) -> str:
        """The value of Plaid-Verification."""
        issued = int((at or datetime.now(UTC)).timestamp())
        claims = {"iat": issued, "request_body_sha256": hashlib.sha256(body).hexdigest()}
        signer = self._private[self.key_id]
        return jwt.encode(claims, signer, "ES256", headers={"kid": self.key_id, **header})

    def deliver(self, url: str, body: bytes) -> requests.Response:
        headers = {"Plaid-Verification": self.signature_of(body), "Content-Type": "application/json"}
        return requests.post(url, data=body, headers=headers, timeout=10)

    # What the bank answers.

    def answer(self, request: Request) -> tuple[int, Any]:
        calls: dict[str, Callable[[Any], dict[str, Any]]] = {
            "/link/token/create": self._link_token,
            "/item/public_token/exchange": self._exchange,
            "/sandbox/public_token/create": self._sandbox_token,
            "/sandbox/item/fire_webhook": self._fire,
            "/item/remove": self._remove,
            "/accounts/get": self._accounts,
            "/accounts/balance/get": self._accounts,
            "/transactions/sync": self._sync,
            "/investments/holdings/get": self._holdings,
            "/webhook_verification_key/get": self._key,
        }
        try:
            self._check_keys(request)
            return 200, {**calls[request.path](request.body), "request_id": "r1"}
        except KeyError:
            fault = error("MISSING_FIELDS" if request.path in calls else "NOT_FOUND")
        except Refuse as refused:
            fault = refused.fault
        return fault.status, fault.body

    def _check_keys(self, request: Request) -> None:
        given = request.headers.get("plaid-client-id"), request.headers.get("plaid-secret")
        if given != (CLIENT_ID, SECRET):
            raise Refuse("INVALID_API_KEYS")

    def _item(self, body: Any) -> Item:
        item = self.items.get(body["access_token"])
        if item is None:
            raise Refuse("INVALID_ACCESS_TOKEN")
        if item.removed:
            raise Refuse("ITEM_NOT_FOUND")
        if item.locked:
            raise Refuse("ITEM_LOGIN_REQUIRED")
        return item

    def _link_token(self, body: Any) -> dict[str, Any]:
        assert body["user"]["client_user_id"]
        assert body["client_name"]
        assert body["country_codes"]
        if "access_token" not in body:
            assert body["products"]
        elif body["access_token"] not in self.items:
            raise Refuse("INVALID_ACCESS_TOKEN")
        return {"link_token": f"link-sandbox-{secrets.token_hex(8)}", "expiration": "2099-01-01T00:00:00Z"}

    def _exchange(self, body: Any) -> dict[str, Any]:
        item = self._public.pop(body["public_token"], None)
        if item is None:
            raise Refuse("INVALID_PUBLIC_TOKEN")
        return {"access_token": item.access_token, "item_id": item.id}

    def _sandbox_token(self, body: Any) -> dict[str, Any]:
        assert body["initial_products"]
        webhook = body.get("options", {}).get("webhook", "")
        item = self.new_item(institution_id=body["institution_id"], webhook=webhook)
        return {"public_token": self.public_token(item)}

    def _fire(self, body: Any) -> dict[str, Any]:
        item = self._item(body)
        self.deliver(item.webhook, self.webhook_of(item, body["webhook_code"]))
        return {"webhook_fired": True}

    def _remove(self, body: Any) -> dict[str, Any]:
        item = self.items.get(body["access_token"])
        if item is None:
            raise Refuse("INVALID_ACCESS_TOKEN")
        if item.removed:
            raise Refuse("ITEM_NOT_FOUND")
        item.removed = True
        return {}

    def _accounts(self, body: Any) -> dict[str, Any]:
        item = self._item(body)
        return {"accounts": item.accounts, "item": {"item_id": item.id, "error": None}}

    def _holdings(self, body: Any) -> dict[str, Any]:
        item = self._item(body)
        if item.holdings is None:
            raise Refuse("PRODUCTS_NOT_SUPPORTED")
        return {"accounts": item.accounts, "holdings": item.holdings, "securities": item.securities}

    def _key(self, body: Any) -> dict[str, Any]:
        if body["key_id"] not in self.keys:
            raise Refuse("INVALID_WEBHOOK_VERIFICATION_KEY_ID")
        return {"key": self.keys[body["key_id"]]}

    def _sync(self, body: Any) -> dict[str, Any]:
        item = self._item(body)
        try:
            changes, cursor, more = item.history.page(
                body.get("cursor") or "", min(int(body.get("count", 100)), self.most)
            )
        except Mutated:
            raise Refuse("TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION") from None
        except Forgotten:
            raise Refuse("INVALID_FIELD") from None
        return {
            "added": [row for what, _, row in changes if what == "added"],
            "modified": [row for what, _, row in changes if what == "modified"],
            "removed": [
                {"transaction_id": name, "account_id": row["account_id"]}
                for what, name, row in changes
                if what == "removed"
            ],
            "next_cursor": cursor,
            "has_more": more,
            "accounts": item.accounts,
            "transactions_update_status": "HISTORICAL_UPDATE_COMPLETE",
        }


def encoded(number: int) -> str:
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=").decode()
