"""A person at a bank's consent page, and back."""

from __future__ import annotations

from typing import Any

from rest_framework.test import APIClient

from config.tests.household import done
from providers.tests.consentserver import ConsentServer


def agree(api: APIClient, bank: ConsentServer) -> dict[str, str]:
    """The body for the callback."""
    start = done(api.post("/api/auth/link-bank", {"provider_id": bank.bank}))
    code, state = bank.approve(start["auth_url"])
    assert state == start["state"]
    return {"code": code, "state": state}


def link(api: APIClient, bank: ConsentServer) -> Any:
    return done(api.post("/api/auth/callback", agree(api, bank)))
