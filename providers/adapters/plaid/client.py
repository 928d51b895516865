"""Plaid by its REST contract (2020-09-14): the calls that a ledger needs, with the keys in headers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from providers.adapters.calls import ask, token_of
from providers.adapters.plaid import normalise
from providers.adapters.plaid.errors import ENDED, NO_HOLDINGS, REFUSALS
from providers.adapters.plaid.webhook import KeyRing, read_webhook
from providers.domain.contract import (
    HOLDINGS,
    BankAccount,
    BankHolding,
    CursorReset,
    Declined,
    Grant,
    Kind,
    LinkToken,
    Malformed,
    Notice,
    Page,
    ProviderError,
)
from providers.domain.fields import Unreadable, identity
from providers.domain.pages import members, read_rows

VERSION = "2020-09-14"
PAGE_SIZE = 500
_LONGEST_ITEM = 200
_LONGEST_CLIENT_NAME = 30
_KEY_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Setup:
    """`products` and `country_codes` are what the dialogue offers."""

    base_url: str
    client_id: str
    secret: str = field(repr=False)
    client_name: str
    products: tuple[str, ...]
    country_codes: tuple[str, ...]


class Plaid:
    id = "plaid"
    name = "Plaid"
    kind: Kind = "plaid"
    capabilities: tuple[str, ...] = ("accounts", "transactions", HOLDINGS, "webhooks")

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._keys = KeyRing(setup.base_url, self._fetch_key)

    def create_link_token(
        self,
        *,
        user_key: str,
        products: tuple[str, ...] = (),
        access_token: str = "",
        redirect_uri: str = "",
        webhook: str = "",
    ) -> LinkToken:
        setup = self._setup
        optional = {"redirect_uri": redirect_uri, "webhook": webhook, "access_token": access_token}
        wanted = {} if access_token else {"products": list(products or setup.products)}
        body = self._post(
            "link/token/create",
            {
                "client_name": setup.client_name[:_LONGEST_CLIENT_NAME],
                "language": "en",
                "country_codes": list(setup.country_codes),
                "user": {"client_user_id": user_key},
                **wanted,
                **{name: value for name, value in optional.items() if value},
            },
        )
        return LinkToken(token_of(body, "link_token"), _instant(body, "expiration"))

    def exchange_public_token(self, public_token: str) -> Grant:
        body = self._post("item/public_token/exchange", {"public_token": public_token})
        try:
            item = identity(body, "item_id")
        except Unreadable:
            raise Malformed from None
        if len(item) > _LONGEST_ITEM:
            raise Malformed
        return Grant(access_token=token_of(body, "access_token"), item_id=item)

    def create_sandbox_token(
        self, *, institution_id: str, products: Sequence[str] = (), webhook: str = ""
    ) -> str:
        """A public token as the dialogue would give it; in the sandbox only."""
        body = self._post(
            "sandbox/public_token/create",
            {
                "institution_id": institution_id,
                "initial_products": list(products or self._setup.products),
                **({"options": {"webhook": webhook}} if webhook else {}),
            },
        )
        return token_of(body, "public_token")

    def refresh(self, grant: Grant) -> Grant:
        return grant

    def fetch_accounts(self, access_token: str, *, fresh: bool = False) -> tuple[BankAccount, ...]:
        path = "accounts/balance/get" if fresh else "accounts/get"
        body = self._post(path, {"access_token": access_token})
        good, bad = read_rows(members(body, "accounts"), normalise.account, "account_id")
        if bad and not good:
            raise Malformed
        return good

    def fetch_page(self, access_token: str, cursor: str) -> Page:
        asked = {"access_token": access_token, "count": PAGE_SIZE, **({"cursor": cursor} if cursor else {})}
        try:
            return normalise.page(self._post("transactions/sync", asked))
        except Declined as refused:
            # The cursor is all that differs between this request and one that they accept.
            if cursor and refused.code == "INVALID_FIELD":
                raise CursorReset(code=refused.code) from None
            raise

    def fetch_holdings(self, access_token: str) -> tuple[BankHolding, ...]:
        try:
            body = self._post("investments/holdings/get", {"access_token": access_token})
        except ProviderError as refused:
            if refused.code in NO_HOLDINGS:
                return ()
            raise
        return normalise.holdings(body)

    def revoke(self, access_token: str) -> None:
        try:
            self._post("item/remove", {"access_token": access_token})
        except ProviderError as refused:
            if refused.code not in ENDED:
                raise

    def read_webhook(self, body: bytes, headers: Mapping[str, str]) -> Notice | None:
        return read_webhook(body, headers, self._keys)

    def _fetch_key(self, key_id: str) -> Mapping[str, Any]:
        """A webhook waits for it, so this call is shorter than others."""
        body = self._post("webhook_verification_key/get", {"key_id": key_id}, longest=_KEY_SECONDS)
        key = body.get("key")
        if not isinstance(key, dict):
            raise Malformed
        return key

    def _post(self, path: str, body: Mapping[str, Any], *, longest: float = 0) -> dict[str, Any]:
        headers = {
            "Plaid-Version": VERSION,
            "PLAID-CLIENT-ID": self._setup.client_id,
            "PLAID-SECRET": self._setup.secret,
        }
        url = f"{self._setup.base_url.rstrip('/')}/{path}"
        return ask("POST", url, refusals=REFUSALS, longest=longest, headers=headers, json=dict(body))


def _instant(body: Mapping[str, Any], name: str) -> datetime:
    value = body.get(name)
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Malformed
    return moment
