"""Idempotency-Key: the same request sent twice has one effect and one answer.

    @operation("upload", …)
    @idempotent                                 # on every POST that creates money rows or links
    def post(self, request): …

`OwnedViewSet.create` is idempotent already. The effect and the stored answer are one transaction, so the
services that the view calls run inside it: their own `atomic()` is a savepoint and must not be `durable`.
Only the answers of done effects (2xx) are stored: a refusal rolls everything back and may be tried again
under the same key. Without the header nothing changes.

    forget_requests(user=user)                  # for accounts.lifecycle: reset and erase
    prune_idempotency(clock.now())              # for the daily job; what is older than KEPT counts as absent
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import wraps
from hashlib import sha256
from threading import Lock
from typing import Any, TypeVar, cast

from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from config.drf.models import IdempotentRequest
from config.drf.parsers import raw_body
from config.lib import clock
from config.lib.errors import Conflict, Invalid, Unprocessable

KEPT = timedelta(hours=24)
_BOUNDARY = re.compile(r'boundary="?([^";,\s]+)', re.ASCII)
RUNNING = "A request with this Idempotency-Key is still running"
V = TypeVar("V", bound=Callable[..., HttpResponseBase])

_running: set[tuple[Any, str]] = set()
_lock = Lock()


def idempotent(view: V) -> V:
    return _once(view, None)


def idempotent_after(prepare: Callable[[Any, Request], Any]) -> Callable[[V], V]:
    """As `idempotent`, for a view that first asks another server: `prepare(self, request)` runs before the
    transaction opens, and not at all for an answer that is kept; the view gets its result as last argument.
    """

    def decorate(view: V) -> V:
        return _once(view, prepare)

    return decorate


def _once(view: V, prepare: Callable[[Any, Request], Any] | None) -> V:
    @wraps(view)
    def answer(self: Any, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        def prepared() -> tuple[Any, ...]:
            return args if prepare is None else (*args, prepare(self, request))

        key = read_key(request)
        if key is None or not request.user.is_authenticated:
            return view(self, request, *prepared(), **kwargs)
        fingerprint = _fingerprint(request)
        _ = request.data  # parsed (or refused) before the transaction opens: SQLite has one writer
        with _alone(request.user.pk, key):
            if done := _replay(request.user, key, fingerprint):
                return done
            arguments = prepared()
            return _perform(request, key, fingerprint, lambda: view(self, request, *arguments, **kwargs))

    answer.idempotent = True  # type: ignore[attr-defined] # for the OpenAPI document
    return cast("V", answer)


def read_key(request: Request) -> str | None:
    """The header, None without one; `Invalid` unless it has 1 to 255 printable ASCII characters."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not (1 <= len(key) <= 255 and key.isascii() and key.isprintable()):
        raise Invalid("Idempotency-Key must have 1 to 255 printable ASCII characters")
    return key


def forget_requests(*, user: Any) -> int:
    """Deletes the user's stored answers; returns how many there were."""
    return IdempotentRequest.objects.for_user(user).delete()[0]


def prune_idempotency(now: datetime) -> int:
    """Deletes what is no longer kept; returns how many rows."""
    return IdempotentRequest.objects.filter(created_at__lt=now - KEPT).delete()[0]


def _perform(
    request: Request, key: str, fingerprint: str, effect: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    with transaction.atomic():
        _lock_key(request.user.pk, key)
        # Another process may have finished between the first look and the lock.
        if done := _replay(request.user, key, fingerprint):
            return done
        response = effect()
        if not 200 <= response.status_code < 300:
            transaction.set_rollback(True)
            return response
        _store(request.user, key, fingerprint, response)
        return response


def _store(user: Any, key: str, fingerprint: str, response: HttpResponseBase) -> None:
    if not isinstance(response, HttpResponse):
        raise TypeError("a streamed answer cannot be stored")
    now = clock.now()
    IdempotentRequest.objects.for_user(user).filter(key=key, created_at__lt=now - KEPT).delete()
    try:
        IdempotentRequest.objects.create(
            user=user,
            key=key,
            fingerprint=fingerprint,
            status=response.status_code,
            content_type=response.get("Content-Type", ""),
            body=response.content,
            created_at=now,
        )
    except IntegrityError:
        raise Conflict(RUNNING) from None


def _replay(user: Any, key: str, fingerprint: str) -> HttpResponse | None:
    kept = (
        IdempotentRequest.objects.for_user(user).filter(key=key, created_at__gte=clock.now() - KEPT).first()
    )
    if kept is None:
        return None
    if kept.fingerprint != fingerprint:
        raise Unprocessable("This Idempotency-Key was used with another request")
    response = HttpResponse(bytes(kept.body), status=kept.status, content_type=kept.content_type or None)
    response["Idempotency-Replayed"] = "true"
    return response


def _fingerprint(request: Request) -> str:
    """Of the URL and the body; the boundary of a multipart body, new at every try, is left out."""
    data = raw_body(request)
    if boundary := _BOUNDARY.search(request.content_type or ""):
        data = data.replace(boundary[1].encode(), b"")
    return sha256(request.get_full_path().encode() + b"\n" + data).hexdigest()


def _lock_key(user_id: Any, key: str) -> None:
    """Against other processes; on SQLite the open write transaction is that lock already."""
    if connection.vendor != "postgresql":
        return
    number = int.from_bytes(sha256(f"idempotency {user_id} {key}".encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        (got,) = cursor.fetchone()
    if not got:
        raise Conflict(RUNNING)


@contextmanager
def _alone(user_id: Any, key: str) -> Iterator[None]:
    """Against other threads of this process."""
    slot = (user_id, key)
    with _lock:
        if slot in _running:
            raise Conflict(RUNNING)
        _running.add(slot)
    try:
        yield
    finally:
        with _lock:
            _running.discard(slot)
