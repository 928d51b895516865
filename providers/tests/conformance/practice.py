"""A login at one of the practice banks, by its own consent page and over HTTP."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests

from providers.domain.contract import BankRow, ConsentProvider, Grant, Page
from providers.mockbank.customers import life_of
from providers.mockbank.world.fact import Fact
from providers.mockbank.world.world import World, world_of
from providers.models import MockLogin
from providers.registry import provider_of

REDIRECT = "http://localhost:5173/app/banks"


@dataclass
class Login:
    bank: str
    customer: str = "ana"

    @property
    def provider(self) -> ConsentProvider:
        provider = provider_of(self.bank)
        assert isinstance(provider, ConsentProvider)
        return provider

    def consent(self) -> Grant:
        """As a browser does it: the page, the answer, and where that leads."""
        browser = requests.Session()
        address = self.provider.authorize_url(state="s-1", redirect_uri=REDIRECT)
        page = browser.get(address, timeout=10).text
        hidden = dict(re.findall(r'name="(request|csrfmiddlewaretoken)" value="([^"]+)"', page))
        form = {**hidden, "customer": self.customer, "currency": "USD", "answer": "approve"}
        headers = {"Referer": address}
        there = browser.post(address, form, headers=headers, allow_redirects=False, timeout=10).headers[
            "Location"
        ]
        assert there.startswith(f"{REDIRECT}?")
        answer = {name: values[0] for name, values in parse_qs(urlsplit(there).query).items()}
        assert answer["state"] == "s-1"
        return self.provider.exchange_code(code=answer["code"], redirect_uri=REDIRECT)

    def order(self, mode: str, **more: Any) -> None:
        address = self.provider.authorize_url(state="", redirect_uri="").partition("/authorize")[0]
        body = {"customer": self.customer, "mode": mode, **more}
        assert requests.post(f"{address}/control", json=body, timeout=10).ok

    def update(self, token: str, cursor: str = "") -> tuple[list[Page], str]:
        pages = [self.provider.fetch_page(token, cursor)]
        while pages[-1].has_more:
            pages.append(self.provider.fetch_page(token, pages[-1].next_cursor))
        return pages, pages[-1].next_cursor

    def world(self, at: datetime) -> World:
        login = MockLogin.objects.select_related("customer").get(bank=self.bank, customer__key=self.customer)
        return world_of(life_of(login), at)

    def truth(self, at: datetime) -> dict[str, BankRow]:
        world = self.world(at)
        return {
            name: told(fact, capitals=self.bank == "bankc")
            for name, fact in world.state(at, [holder.id for holder in world.at_bank(self.bank)]).items()
        }


def told(fact: Fact, *, capitals: bool) -> BankRow:
    """What an adapter makes of a fact; bank C writes in capitals."""
    return BankRow(
        external_id=fact.id,
        account_id=fact.account,
        date=fact.date,
        amount=fact.amount,
        currency=fact.currency,
        description=fact.description.upper() if capitals else fact.description,
        merchant=fact.merchant.upper() if capitals else fact.merchant,
        status=fact.status,
        pending_id=fact.replaces or None,
    )


def applied(rows: dict[str, BankRow], pages: list[Page]) -> dict[str, BankRow]:
    """The rows after one update, which must say of each whether it was there."""
    rows = dict(rows)
    for page in pages:
        assert not page.rejected
        for row in page.added:
            assert row.external_id not in rows
            rows[row.external_id] = row
        for row in page.modified:
            assert row.external_id in rows
            rows[row.external_id] = row
        for name in page.removed:
            del rows[name]
    return rows
