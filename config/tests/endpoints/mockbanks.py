"""What the mock banks answer to somebody who brings nothing."""

from __future__ import annotations

from typing import Any

from config.tests.endpoints.endpoint import Endpoint

REFUSAL = {"error": str, "message": str}
PAGE = "<!doctype html>"
BANK: dict[str, Any] = {"mounts": ("",), "public": True}

TABLE = [
    Endpoint(call="GET mockbank/banka/authorize", status=400, media="text/html", shape=PAGE, **BANK),
    Endpoint(call="POST mockbank/banka/authorize", status=400, media="text/html", shape=PAGE, **BANK),
    Endpoint(call="POST mockbank/banka/token", status=400, shape=REFUSAL, **BANK),
    Endpoint(call="POST mockbank/banka/revoke", shape={}, **BANK),
    Endpoint(call="GET mockbank/banka/accounts", status=401, shape=REFUSAL, **BANK),
    Endpoint(call="GET mockbank/banka/transactions", status=401, shape=REFUSAL, **BANK),
    Endpoint(call="POST mockbank/banka/control", status=400, shape=REFUSAL, **BANK),
]
