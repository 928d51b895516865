"""A bank as the suite drives it: one small class for each kind, one line in BANKS for each provider."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from providers.domain.contract import ConsentProvider, Grant, LinkProvider, Provider
from providers.registry import provider_of
from providers.tests import writers
from providers.tests.conformance.toybank.server import TOY_ACCOUNTS, write_toybank
from providers.tests.consentserver import ConsentServer, new_row
from providers.tests.loopback import Fault, Loopback
from providers.tests.plaidserver import CLIENT_ID, SECRET, PlaidServer, error, new_account

REDIRECT = "http://localhost:5173/app/banks"


class Bank(Protocol):
    """Amounts are ours, as text: negative = spent."""

    id: str
    rows_path: str
    accounts_path: str
    balances: list[str]  # of the accounts, ours

    @property
    def server(self) -> Loopback: ...
    def link(self) -> Grant: ...
    def add(self, id: str, amount: str, *, pending: bool = False, broken: bool = False) -> None: ...
    def modify(self, id: str, amount: str) -> None: ...
    def remove(self, id: str) -> None: ...
    def post(self, pending_id: str, id: str) -> None: ...
    def forget_cursors(self) -> None: ...
    def lock(self) -> None: ...
    def throttled(self, **headers: str) -> Fault: ...
    def small_pages(self, rows: int) -> None: ...


class ConsentDriver:
    def __init__(self, id: str, accounts: Any, write: Any, *balances: str) -> None:
        self.id, self.balances = id, list(balances)
        self.server = ConsentServer(id, accounts=accounts, write=write)
        self.rows_path, self.accounts_path = f"/mockbank/{id}/transactions", f"/mockbank/{id}/accounts"

    def link(self) -> Grant:
        provider = provider_of(self.id)
        assert isinstance(provider, ConsentProvider)
        code, state = self.server.approve(provider.authorize_url(state="s-1", redirect_uri=REDIRECT))
        assert state == "s-1"
        return provider.exchange_code(code=code, redirect_uri=REDIRECT)

    def add(self, id: str, amount: str, *, pending: bool = False, broken: bool = False) -> None:
        self.server.history.put(id, new_row(id, amount, pending=pending, broken=broken))

    def modify(self, id: str, amount: str) -> None:
        self.server.history.put(id, new_row(id, amount))

    def remove(self, id: str) -> None:
        self.server.history.drop(id)

    def post(self, pending_id: str, id: str) -> None:
        amount = self.server.history.drop(pending_id)["amount"]
        self.server.history.put(id, new_row(id, amount, replaces=pending_id))

    def forget_cursors(self) -> None:
        self.server.history.forget_cursors()

    def lock(self) -> None:
        self.server.revoked = True

    def throttled(self, **headers: str) -> Fault:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Fault(429, {"error": "too_many_requests", "message": "?"}, named)

    def small_pages(self, rows: int) -> None:
        self.server.most = rows


class PlaidDriver:
    id = "plaid"
    rows_path, accounts_path = "/transactions/sync", "/accounts/get"
    balances = ["110.0000", "-410.0000"]

    def __init__(self) -> None:
        self.server = PlaidServer()
        card = new_account("acc-2", type="credit", subtype="credit card", balances={"current": 410})
        self.item = self.server.new_item(
            accounts=[new_account("acc-1", balances={"available": 100, "current": 110}), card]
        )

    def link(self) -> Grant:
        provider = provider_of(self.id)
        assert isinstance(provider, LinkProvider)
        return provider.exchange_public_token(self.server.public_token(self.item))

    def add(self, id: str, amount: str, *, pending: bool = False, broken: bool = False) -> None:
        self.item.add(id, "12,5" if broken else -float(amount), pending=pending)

    def modify(self, id: str, amount: str) -> None:
        self.item.modify(id, amount=-float(amount))

    def remove(self, id: str) -> None:
        self.item.remove(id)

    def post(self, pending_id: str, id: str) -> None:
        self.item.post(pending_id, id)

    def forget_cursors(self) -> None:
        self.item.history.forget_cursors()

    def lock(self) -> None:
        self.item.locked = True

    def throttled(self, **headers: str) -> Fault:
        return error("RATE_LIMIT_EXCEEDED", **headers)

    def small_pages(self, rows: int) -> None:
        self.server.most = rows


def new_bank(id: str) -> Bank:
    if id == "plaid":
        return PlaidDriver()
    makers = {
        "banka": (writers.BANKA_ACCOUNTS, writers.write_banka, "1500.5000", "20.0000"),
        "bankb": (writers.BANKB_ACCOUNTS, writers.write_bankb, "-812.4000", "12.0000"),
        "bankc": (writers.BANKC_ACCOUNTS, writers.write_bankc, "90210.0000", "-3.5000"),
        "toybank": (TOY_ACCOUNTS, write_toybank, "-7.0000", "-7.0000"),
    }
    return ConsentDriver(id, *makers[id])


@contextmanager
def serving(id: str, settings: Any) -> Iterator[Bank]:
    """The bank's server is up and the settings lead to it."""
    bank = new_bank(id)
    settings.MOCK_BANKS, settings.MOCK_BANK_URL = True, bank.server.url
    settings.PLAID_CLIENT_ID, settings.PLAID_SECRET = CLIENT_ID, SECRET
    settings.PLAID_BASE_URL = bank.server.url
    with bank.server.running():
        yield bank


def provider_for(bank: Bank) -> Provider:
    return provider_of(bank.id)
