"""api.md §5 to §7: preferences (`preferences/tests` has their exact bodies), notifications, webhooks."""

from __future__ import annotations

from config.tests.endpoints.bodies import page
from config.tests.endpoints.endpoint import Endpoint
from config.tests.endpoints.shapes import INSTANT, Maybe, Some
from config.tests.household import HOOK, MARK
from preferences.api.bodies import SECTION_BODIES
from preferences.api.examples import EXAMPLES

NOTIFICATION = {
    "id": int,
    "kind": "anomaly",
    "title": str,
    "text": str,
    "data": dict,
    "is_read": bool,
    "read_at": Maybe(INSTANT),
    "created_at": INSTANT,
}
WEBHOOK = {
    "id": int,
    "url": f"{HOOK}/{MARK}",
    "kinds": Some(str),
    "created_at": INSTANT,
    "delivered_at": None,
    "last_error": "",
}

TABLE = [
    Endpoint(call="GET preferences", shape=dict),
    Endpoint(call="PUT preferences", body={"payday": 5}, shape=dict),
    Endpoint(call="POST preferences/reset", shape=dict),
    *(
        Endpoint(call=f"PUT preferences/{section.path}", body=EXAMPLES.get(section, {}), shape=dict)
        for section in SECTION_BODIES
    ),
    Endpoint(call="GET notifications", shape=page(NOTIFICATION, total=1, unread=1)),
    Endpoint(call="GET notifications/stream", media="text/event-stream", endless=True),
    Endpoint(call="POST notifications/read-all", shape={"updated": int}),
    Endpoint(
        call="POST notifications/{notification}/read",
        shape=NOTIFICATION | {"is_read": True, "read_at": INSTANT},
    ),
    Endpoint(call="GET webhooks", shape=page(WEBHOOK, total=1)),
    Endpoint(
        call="POST webhooks",
        status=201,
        body={"url": f"{HOOK}/2"},
        shape=WEBHOOK | {"url": f"{HOOK}/2", "secret": str},
    ),
    Endpoint(call="GET webhooks/{webhook}", shape=WEBHOOK),
    Endpoint(call="DELETE webhooks/{webhook}", status=204),
]
