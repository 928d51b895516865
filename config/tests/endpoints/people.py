"""api.md §2."""

from __future__ import annotations

from accounts.tests.factories import PASSWORD
from config.tests.endpoints.bodies import ERROR, MESSAGE, PAIR, USER, page
from config.tests.endpoints.endpoint import Endpoint
from config.tests.endpoints.shapes import INSTANT, Maybe, Some
from config.tests.household import EMAIL

SIGN_IN = {"email": EMAIL, "password": PASSWORD}
CODE = {"code": "x", "state": "x"}
DANA = {"email": "dana@example.com", "full_name": "Dana"}
SESSION = {
    "id": int,
    "current": bool,
    "created_at": INSTANT,
    "last_used_at": INSTANT,
    "expires_at": INSTANT,
    "ip": Maybe(str),
    "user_agent": str,
}
EVENT = {"id": int, "kind": str, "result": str, "at": INSTANT, "ip": Maybe(str), "detail": str}
TOKEN = {
    "id": int,
    "name": str,
    "hint": str,
    "scopes": ["read"],
    "created_at": INSTANT,
    "expires_at": INSTANT,
    "last_used_at": None,
}

TABLE = [
    Endpoint(
        call="POST auth/register",
        public=True,
        body={**DANA, "password": PASSWORD},
        status=201,
        shape=USER | PAIR | DANA | {"username": "dana", "name": "Dana"},
    ),
    Endpoint(call="POST auth/login", public=True, body=SIGN_IN, shape=PAIR | {"user": USER}),
    Endpoint(
        call="POST auth/token",
        public=True,
        body={**SIGN_IN, "external_id": "x"},
        shape=PAIR | {"user": USER},
    ),
    Endpoint(
        call="POST auth/refresh",
        public=True,
        body=lambda h: {"refresh_token": h.refresh},
        shape=PAIR,
    ),
    Endpoint(call="POST auth/logout", shape=MESSAGE),
    Endpoint(call="GET auth/me", shape=USER),
    Endpoint(call="PUT auth/me", body={"name": "A B"}, shape=USER | {"full_name": "A B", "name": "A B"}),
    Endpoint(call="PATCH auth/me?full_name=A+C", shape=USER | {"full_name": "A C", "name": "A C"}),
    Endpoint(call="GET users/me", shape=USER),
    Endpoint(call="PUT users/me", body={"base_currency": "EUR"}, shape=USER | {"base_currency": "EUR"}),
    Endpoint(call="DELETE users/me", body={"password": PASSWORD}, shape=MESSAGE),
    Endpoint(call="DELETE auth/account", headers={"X-Confirm-Password": PASSWORD}, shape=MESSAGE),
    Endpoint(
        call="POST auth/account/reset?mode=transactions",
        shape={"message": "Transactions and analytics cleared. Preferences preserved."},
    ),
    Endpoint(
        call="POST auth/account/reset",
        shape={"message": "Account reset to fresh state. All data cleared."},
    ),
    Endpoint(
        call="POST auth/password/change",
        body={"current_password": PASSWORD, "new_password": f"{PASSWORD} 2"},
        shape=MESSAGE,
    ),
    Endpoint(call="GET auth/sessions", shape=page(SESSION)),
    Endpoint(call="DELETE auth/sessions/{session}", status=204),
    Endpoint(call="GET auth/audit", shape=page(EVENT)),
    Endpoint(call="GET auth/api-tokens", shape=page(TOKEN)),
    Endpoint(
        call="POST auth/api-tokens",
        status=201,
        body={"name": "script", "scopes": ["read"]},
        shape=TOKEN | {"name": "script", "token": str},
    ),
    Endpoint(call="DELETE auth/api-tokens/{token}", status=204),
    Endpoint(call="GET auth/oauth/providers", public=True, shape=Some(dict)),
    Endpoint(call="POST auth/oauth/google/callback", public=True, body=CODE, status=404, shape=ERROR),
    Endpoint(call="POST auth/oauth/github/callback", public=True, body=CODE, status=404, shape=ERROR),
    Endpoint(call="POST auth/password/reset", public=True, body={"email": EMAIL}, shape=MESSAGE),
    Endpoint(
        call="POST auth/password/reset/confirm",
        public=True,
        body={"token": "x", "new_password": f"{PASSWORD} 2"},
        status=400,
        shape=ERROR | {"errors": dict},
    ),
    Endpoint(call="POST auth/email/verify", public=True, body={"email": EMAIL}, shape=MESSAGE),
]
