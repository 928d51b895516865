"""What bank links, syncs and holdings answer."""

from __future__ import annotations

import re

from config.tests.endpoints.bodies import ERROR, page
from config.tests.endpoints.endpoint import Endpoint
from config.tests.endpoints.shapes import INSTANT, Maybe, OneOf, Some
from config.tests.household import MARK

PAGE = "<!doctype html>"
ACCOUNTS = [{"id": int, "name": f"{MARK} Savings"}]
CONNECTION = {
    "id": int,
    "provider_id": "banka",
    "item_id": f"{MARK}-item",
    "institution": f"{MARK} Bank A",
    "status": "active",
    "accounts": ACCOUNTS,
    "last_synced_at": Maybe(INSTANT),
    "next_sync_at": Maybe(INSTANT),
    "last_error": None,
    "created_at": INSTANT,
    "disconnected_at": None,
}
QUEUED = {"run_id": int, "connection_id": int, "provider_id": "banka"}
RUN = {
    **QUEUED,
    "trigger": "manual",
    "status": "ok",
    "started_at": INSTANT,
    "finished_at": INSTANT,
    "fetched": int,
    "inserted": int,
    "updated": int,
    "removed": int,
    "duplicates": int,
    "rejected": int,
    "duration_seconds": 0,
    "error": None,
}
CONSENT = {
    "auth_url": re.compile(r"https?://\S+/mockbank/banka/authorize\?\S+"),
    "state": str,
    "expires_in": 600,
}

TABLE = [
    Endpoint(
        call="GET providers",
        public=True,
        shape={
            "providers": Some(
                {"id": str, "name": str, "kind": OneOf(("mock", "plaid")), "capabilities": Some(str)}
            )
        },
    ),
    Endpoint(call="POST auth/link-bank", body={"provider_id": "banka"}, shape=CONSENT),
    Endpoint(
        call="POST auth/callback",
        body={"code": "x", "state": "x"},
        status=400,
        shape=ERROR | {"errors": dict},
    ),
    Endpoint(call="GET connections", shape=page(CONNECTION)),
    Endpoint(call="GET connections/{connection}", shape=CONNECTION),
    Endpoint(
        call="POST connections/{connection}/relink",
        shape=CONSENT | {"provider_id": "banka", "link_token": None, "expiration": None},
    ),
    Endpoint(call="DELETE connections/{connection}", status=204),
    Endpoint(
        call="POST accounts/{linked}/sync",
        status=202,
        shape={"status": "sync_initiated", "account_id": int, "run_id": int},
    ),
    Endpoint(
        call="POST sync/trigger",
        status=202,
        shape={"status": "sync_initiated", "runs": Some(QUEUED)},
    ),
    Endpoint(call="GET sync/status", shape={"runs": [RUN], "next_sync_at": Maybe(INSTANT)}),
    # Plaid is not configured here.
    Endpoint(call="POST plaid/link-token", status=503, shape=ERROR),
    Endpoint(
        call="POST plaid/item/public-token/exchange",
        body={"public_token": "x"},
        status=503,
        shape=ERROR,
    ),
    Endpoint(call="POST sync/plaid/webhook", public=True, status=503, shape=ERROR),
    Endpoint(call="GET holdings", shape=[]),
    Endpoint(call="GET app/sign-in", mounts=("",), public=True, media="text/html", shape=PAGE),
    Endpoint(call="POST app/sign-in", mounts=("",), public=True, status=400, media="text/html", shape=PAGE),
    *(
        # Without a cookie these lead to the page that gives one; they hold no data themselves.
        Endpoint(call=f"GET {page}", mounts=("",), public=True, status=302, media="text/html", shape="")
        for page in ("app/banks", "app/banks/return", "app/banks/plaid", "app/banks/plaid/done")
    ),
]
