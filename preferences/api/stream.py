"""api.md §5, GET notifications/stream: what the user is told, within a second or two of its commit."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.contrib.auth import get_user
from django.http import StreamingHttpResponse
from django.urls import re_path
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from config.drf.eventstream import COMMENT, MEDIA, Events, event, pause, stream_response
from config.drf.operations import operation
from config.drf.structs import Query, read_query
from config.drf.values import path_id
from config.drf.views import ApiView
from config.lib.errors import Missing
from preferences.adapters.wakeup import LOOK_SECONDS, waiting
from preferences.api.notifications import TAG, present
from preferences.selectors.notifications import BATCH, Unseen

RETRY = b"retry: 2000\n\n"
DESCRIPTION = """Server-sent events: each `notification` event has the notification's id and, as its data, \
the notification as in the list. A client that comes back with `Last-Event-ID` is sent what came meanwhile; \
without it the stream begins now. A comment comes at least every 15 seconds. The server ends a stream after \
ten minutes, or when the login behind it ends; every client of this protocol then connects again. 503 with \
Retry-After: no stream is free."""
EXAMPLE = """id: 7
event: notification
data: {"id":7,"kind":"budget_warning","title":"Food: 80 % spent","text":"","data":{},"is_read":false,\
"read_at":null,"created_at":"2026-11-20T12:00:00Z"}

"""


class StreamView(ApiView):
    http_method_names = ["get"]

    @operation(
        "notifications_stream",
        tag=TAG,
        summary="What you are told, as it comes",
        description=DESCRIPTION,
        answers={(200, MEDIA): {"type": "string"}},
        examples={200: EXAMPLE},
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        read_query(request, Query)
        return stream_response(
            lambda: tell(self.user.pk, last_event(request), partial(is_signed_in, request))
        )


def tell(user_id: int, after: int | None, may_go_on: Callable[[], bool]) -> Events:
    started = told = time.monotonic()
    with waiting(user_id) as woken:
        unseen = Unseen(user_id, after=after)
        yield RETRY
        woken.set()
        while not pause(woken, LOOK_SECONDS) and time.monotonic() - started < settings.STREAM_SECONDS:
            rows = unseen.next()
            if not rows and time.monotonic() - told < settings.STREAM_HEARTBEAT_SECONDS:
                continue
            if not may_go_on():
                return
            told = time.monotonic()
            yield b"".join(event("notification", present(row), id=row.pk) for row in rows) or COMMENT
            if len(rows) == BATCH:
                woken.set()


def is_signed_in(request: Request) -> bool:
    """Asks again what let the request in: a logout, a new password or a revoked token ends the stream too."""
    plain = request._request  # noqa: SLF001 - DRF has no other way to the request below its own
    if plain.session.session_key:
        plain.session = type(plain.session)(plain.session.session_key)
        plain.user = get_user(plain)
    asked = request.successful_authenticator
    try:
        return asked is not None and asked.authenticate(request) is not None
    except APIException:
        return False


def last_event(request: Request) -> int | None:
    """What we never sent counts as nothing."""
    try:
        return path_id(request.headers.get("Last-Event-ID", ""))
    except Missing:
        return None


routes = [re_path(r"^notifications/stream/?$", StreamView.as_view(), name="notifications-stream")]
