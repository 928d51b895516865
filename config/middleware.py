"""Around every request: its id, its time, its line in the log; compression."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, TypeGuard

from django.conf import settings
from django.contrib.admindocs.views import simplify_regex
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from config.drf.requestid import request_id
from config.lib.metrics import REQUESTS

log = logging.getLogger("moneta.access")

SAFE_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}", re.ASCII)
CONVERTER = re.compile(r"<\w+:")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class RequestObserver:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        current = identify(request)
        token = request_id.set(current)
        response = self.get_response(request)
        seconds = time.perf_counter() - started
        response["X-Request-ID"] = current
        response["X-Response-Time"] = f"{seconds * 1000:.1f}ms"
        record(request, response, seconds)
        if is_made_later(response):
            response.streaming_content = labelled(current, response.streaming_content)
        request_id.reset(token)
        return response


class Compression(GZipMiddleware):
    """Not for streams: an event has to leave at once, and a long export is not to wait for a full block."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return response if response.streaming else super().process_response(request, response)


def is_made_later(response: HttpResponseBase) -> TypeGuard[StreamingHttpResponse]:
    """A generator of ours; a file is sent as it is, and an asynchronous stream has a context of its own."""
    if not isinstance(response, StreamingHttpResponse) or isinstance(response, FileResponse):
        return False
    return not response.is_async


def labelled(current: str, chunks: Any) -> Iterator[Any]:
    """A stream is made after its request has been answered; what it logs belongs to that request.

    Set and reset around each piece: between two pieces the thread may serve somebody else.
    """
    pieces = iter(chunks)
    try:
        while True:
            token = request_id.set(current)
            try:
                piece = next(pieces)
            except StopIteration:
                return
            finally:
                request_id.reset(token)
            yield piece
    finally:
        if hasattr(chunks, "close"):
            chunks.close()


def identify(request: HttpRequest) -> str:
    """The caller's own id if it is harmless in a log, else a new one."""
    given = request.headers.get("X-Request-ID", "")
    return given if SAFE_ID.fullmatch(given) else uuid.uuid4().hex


def record(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    """The route, not the path or the query: those hold names, searches and notes."""
    method = request.method if request.method in METHODS else "OTHER"
    route = route_of(request)
    REQUESTS.labels(method, route, str(response.status_code)).observe(seconds)
    log.info(
        "%s %s %s",
        method,
        route,
        response.status_code,
        extra={
            "method": method,
            "route": route,
            "status_code": response.status_code,
            "seconds": round(seconds, 4),
            "user_id": user_id(request),
        },
    )


def route_of(request: HttpRequest) -> str:
    if match := request.resolver_match:
        return readable(match.route)
    return "(static)" if request.path.startswith(settings.STATIC_URL) else "(none)"


@lru_cache(maxsize=2048)
def readable(route: str) -> str:
    """`^api/goals/(?P<pk>[0-9]+)/?$` → `/api/goals/<pk>`."""
    return CONVERTER.sub("<", simplify_regex(route.replace("/?", "").replace("\\.", "."))).replace("//", "/")


def user_id(request: HttpRequest) -> object:
    """Of the user that the view has loaded; a lazy one stays unloaded."""
    user: Any = request.__dict__.get("user")
    return user.pk if issubclass(type(user), AbstractBaseUser) else None
