"""A person and a program at a mock bank: the consent page answered, the code exchanged, calls made."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.test import Client

from config.lib import strictjson

HERE = "http://testserver/app/banks"


@dataclass
class Visitor:
    bank: str = "banka"
    customer: str = "ana"
    currency: str = "USD"
    client: Client = field(default_factory=Client)
    tokens: dict[str, Any] = field(default_factory=dict)

    def address(self, name: str) -> str:
        return f"/mockbank/{self.bank}/{name}"

    def page(self, redirect_uri: str = HERE, **changed: str) -> Any:
        asked = {"client_id": "moneta", "response_type": "code", "redirect_uri": redirect_uri, "state": "s-1"}
        return self.client.get(self.address("authorize"), asked | changed)

    def answer(self, page: Any, answer: str = "approve", **changed: str) -> Any:
        hidden = re.search(r'name="request" value="([^"]+)"', page.content.decode())
        form = {"request": hidden[1] if hidden else "", "answer": answer}
        form |= {"customer": self.customer, "currency": self.currency} | changed
        return self.client.post(self.address("authorize"), form)

    def code(self, redirect_uri: str = HERE) -> str:
        there: str = self.answer(self.page(redirect_uri)).headers["Location"]
        return parse_qs(urlsplit(there).query)["code"][0]

    def exchange(self, code: str, /, **changed: str) -> Any:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": HERE, "client_id": "moneta"}
        return self.client.post(self.address("token"), form | changed)

    def refresh(self) -> Any:
        form = {"grant_type": "refresh_token", "refresh_token": self.tokens["refresh_token"]}
        return self.client.post(self.address("token"), form | {"client_id": "moneta"})

    def enter(self) -> Visitor:
        self.tokens = self.exchange(self.code()).json()
        return self

    def get(self, name: str, **query: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.tokens['access_token']}"}
        return self.client.get(self.address(name), query, headers=headers)

    def read(self, name: str, **query: Any) -> Any:
        """The JSON of a good answer, its numbers exact."""
        answered = self.get(name, **query)
        assert answered.status_code == 200, answered.getvalue()
        return strictjson.loads(answered.getvalue())

    def control(self, mode: str, **order: Any) -> Any:
        body = {"customer": self.customer, "mode": mode, **order}
        return self.client.post(self.address("control"), body, content_type="application/json")

    def update(self, cursor: str = "", *, limit: int = 500) -> tuple[list[dict[str, Any]], str]:
        """All pages of one update, and the cursor to keep."""
        pages = []
        while True:
            page = self.read("transactions", cursor=cursor, limit=limit)
            pages.append(page)
            cursor = page["next_cursor"]
            if not page["has_more"]:
                return pages, cursor


def refused(answered: Any) -> tuple[int, str]:
    return answered.status_code, strictjson.loads(answered.getvalue())["error"]
