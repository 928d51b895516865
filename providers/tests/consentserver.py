"""A bank of the kind of `providers.mockbank`, row by row in a test's hand: OAuth tokens, cursors, one schema.

A row of the history is {id, account, date, amount, text, merchant, pending, replaces, broken} with our signs.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit

from providers.tests.history import Change, Forgotten, History, Mutated
from providers.tests.loopback import Loopback, Request

Body = dict[str, Any]
Writer = Callable[[list[Change]], Body]
ACCOUNTS = ("acc-1", "acc-2")


class ConsentServer(Loopback):
    def __init__(self, bank: str, *, accounts: Body, write: Writer) -> None:
        super().__init__()
        self.bank, self.accounts, self.write = bank, accounts, write
        self.history = History()
        self.most = 500
        self.expired = self.revoked = False
        self.access, self.refresh = "", ""
        self._codes: dict[str, str] = {}

    def approve(self, authorize_url: str) -> tuple[str, str]:
        """What the browser brings back: code and state."""
        parts = urlsplit(authorize_url)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        assert authorize_url.startswith(f"{self.url}/mockbank/{self.bank}/authorize?")
        assert (query["response_type"], query["client_id"]) == ("code", "moneta")
        code = secrets.token_hex(8)
        self._codes[code] = query["redirect_uri"]
        return code, query["state"]

    def answer(self, request: Request) -> tuple[int, Any]:
        calls = {"token": self._token, "revoke": self._revoke}
        name = request.path.removeprefix(f"/mockbank/{self.bank}/")
        if name in calls:
            return calls[name](request.body)
        if request.headers.get("authorization") != f"Bearer {self.access}" or not self.access:
            return 401, {"error": "invalid_token", "message": "?"}
        if self.revoked:
            return 403, {"error": "access_revoked", "message": "?"}
        if self.expired:
            return 401, {"error": "expired_token", "message": "?"}
        return {"accounts": self._accounts, "transactions": self._transactions}[name](request.query)

    def _token(self, form: Any) -> tuple[int, Body]:
        assert form["client_id"] == "moneta"
        if form["grant_type"] == "authorization_code":
            if self._codes.pop(form["code"], None) != form["redirect_uri"]:
                return 400, {"error": "invalid_grant", "message": "?"}
            self.refresh = f"refresh-{secrets.token_hex(8)}"
            self.revoked = False
        elif form["refresh_token"] != self.refresh or self.revoked:
            return 400, {"error": "invalid_grant", "message": "?"}
        self.access, self.expired = f"access-{secrets.token_hex(8)}", False
        tokens = {"access_token": self.access, "refresh_token": self.refresh}
        return 200, {**tokens, "token_type": "bearer", "expires_in": 1800, "item_id": f"{self.bank}-item"}

    def _revoke(self, form: Any) -> tuple[int, Body]:
        self.revoked = self.revoked or form["token"] in {self.access, self.refresh}
        return 200, {}

    def _accounts(self, query: dict[str, str]) -> tuple[int, Body]:
        return 200, {**self.accounts, "next_cursor": "", "has_more": False, "unavailable": []}

    def _transactions(self, query: dict[str, str]) -> tuple[int, Body]:
        try:
            size = min(int(query.get("limit", 100)), self.most)
            changes, cursor, more = self.history.page(query.get("cursor", ""), size)
        except Mutated:
            return 409, {"error": "mutated_during_pagination", "message": "?"}
        except Forgotten:
            return 410, {"error": "cursor_reset", "message": "?"}
        gone = [name for what, name, _ in changes if what == "removed"]
        page = self.write([change for change in changes if change[0] != "removed"])
        return 200, {**page, "removed": gone, "next_cursor": cursor, "has_more": more, "unavailable": []}


def new_row(id: str, amount: str, **fields: Any) -> Body:
    return {
        "id": id,
        "account": ACCOUNTS[0],
        "date": date(2026, 1, 15),
        "amount": Decimal(amount),
        "text": f"Row {id}",
        "merchant": None,
        "pending": False,
        "replaces": None,
        "broken": False,
        **fields,
    }
