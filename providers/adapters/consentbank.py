"""A bank with OAuth 2 consent and cursor-paged rows; what a row looks like is the business of its folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from config.lib import clock
from providers.adapters.calls import Refusals, ask, token_of
from providers.domain.contract import (
    AuthExpired,
    BankAccount,
    BankHolding,
    CursorReset,
    Declined,
    Grant,
    Kind,
    Malformed,
    MutatedDuringPagination,
    Page,
    RateLimited,
    Unavailable,
)
from providers.domain.fields import Row, Unreadable, identity
from providers.domain.pages import read_rows

CLIENT_ID = "moneta"
PAGE_SIZE = 500
MOST_PAGES = 100  # of accounts: 50,000 of them at one login are a bank that turns in circles
_LONGEST_ITEM = 200
REFUSALS = Refusals(
    "error",
    {
        "expired_token": AuthExpired,
        "invalid_token": AuthExpired,
        "access_revoked": AuthExpired,
        "cursor_reset": CursorReset,
        "invalid_cursor": CursorReset,
        "mutated_during_pagination": MutatedDuringPagination,
        "too_many_requests": RateLimited,
        "server_error": Unavailable,
    },
)


@dataclass(frozen=True, slots=True)
class Schema:
    """How the bank writes: where accounts are in an answer, how one is read, and how a page is."""

    accounts: Callable[[Row], Iterable[Any]]
    account: Callable[[Row], BankAccount]
    account_id: str
    page: Callable[[Row], Page]


class ConsentBank:
    kind: Kind = "mock"
    capabilities: tuple[str, ...] = ("accounts", "transactions")

    def __init__(self, *, id: str, name: str, base_url: str, schema: Schema) -> None:
        self.id, self.name = id, name
        self._base, self._schema = base_url.rstrip("/"), schema

    def authorize_url(self, *, state: str, redirect_uri: str) -> str:
        query = {
            "response_type": "code",
            "client_id": CLIENT_ID,
            "redirect_uri": redirect_uri,
            "state": state,
        }
        return f"{self._base}/authorize?{urlencode(query)}"

    def exchange_code(self, *, code: str, redirect_uri: str) -> Grant:
        return self._grant({"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri})

    def refresh(self, grant: Grant) -> Grant:
        if not grant.refresh_token:
            raise AuthExpired
        try:
            return self._grant({"grant_type": "refresh_token", "refresh_token": grant.refresh_token})
        except Declined as refused:
            if refused.code == "invalid_grant":
                raise AuthExpired(code=refused.code) from None
            raise

    def fetch_accounts(self, access_token: str, *, fresh: bool = False) -> tuple[BankAccount, ...]:
        found: list[BankAccount] = []
        cursor = ""
        for _ in range(MOST_PAGES):
            body = self._get("accounts", access_token, cursor)
            good, bad = read_rows(self._schema.accounts(body), self._schema.account, self._schema.account_id)
            if bad and not good:
                raise Malformed
            found += good
            if body.get("has_more") is not True:
                return tuple(found)
            cursor = str(body.get("next_cursor") or "")
        raise Malformed

    def fetch_page(self, access_token: str, cursor: str) -> Page:
        return self._schema.page(self._get("transactions", access_token, cursor))

    def fetch_holdings(self, access_token: str) -> tuple[BankHolding, ...]:
        return ()

    def revoke(self, access_token: str) -> None:
        self._post("revoke", {"token": access_token})

    def _grant(self, form: Mapping[str, str]) -> Grant:
        body = self._post("token", {**form, "client_id": CLIENT_ID})
        seconds = body.get("expires_in")
        if not isinstance(seconds, int) or not 0 < seconds <= 10**9:
            raise Malformed
        try:
            item = identity(body, "item_id")
        except Unreadable:
            raise Malformed from None
        if len(item) > _LONGEST_ITEM:
            raise Malformed
        return Grant(
            access_token=token_of(body, "access_token"),
            item_id=item,
            refresh_token=token_of(body, "refresh_token"),
            expires_at=clock.now() + timedelta(seconds=seconds),
            institution=self.name,
        )

    def _get(self, path: str, access_token: str, cursor: str) -> dict[str, Any]:
        query = {"limit": str(PAGE_SIZE), **({"cursor": cursor} if cursor else {})}
        headers = {"Accept": "application/json", "Authorization": f"Bearer {access_token}"}
        return ask("GET", f"{self._base}/{path}", refusals=REFUSALS, headers=headers, params=query)

    def _post(self, path: str, form: Mapping[str, str]) -> dict[str, Any]:
        headers = {"Accept": "application/json"}
        return ask("POST", f"{self._base}/{path}", refusals=REFUSALS, headers=headers, data=form)
