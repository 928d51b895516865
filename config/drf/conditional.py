"""ETag and 304 for reads, decided before the selector runs.

    # AppConfig.ready of the app that owns a version counter
    register_version_source(ledger_version)            # fn(user) -> str, one cheap query

    @conditional                                       # under @operation, on `get`, `list` or `retrieve`
    def get(self, request): …

    list = conditional(OwnedViewSet.list)

    @no_store                                          # exports, keys, tokens
    def get(self, request): …

A view may be conditional only if all that it shows depends on a registered version, the user's calendar
day or the URL.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any, TypeVar, cast

from django.conf import settings
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from rest_framework.request import Request

from config.drf.renderers import empty_response
from config.lib import clock

V = TypeVar("V", bound=Callable[..., HttpResponseBase])
VersionSource = Callable[[Any], str]

_sources: list[VersionSource] = []


def register_version_source(source: VersionSource) -> None:
    """`source(user)` names the state of something that answers show; registering it twice changes nothing."""
    if source not in _sources:
        _sources.append(source)


def etag_of(request: Request) -> str:
    """Of the versions, the user's today, the URL with its mount, and the release."""
    user: Any = request.user
    parts = [
        settings.API_VERSION,
        str(user.pk),
        str(clock.today(getattr(user, "time_zone", "UTC"))),
        request.get_full_path(),
        *(source(user) for source in _sources),
    ]
    state = "\n".join(parts)
    return f'"{sha256(state.encode()).hexdigest()[:32]}"'


def conditional(view: V) -> V:
    @wraps(view)
    def answer(self: Any, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Taken before the rows are read: a write in between makes the tag too old, never too new.
        tag = etag_of(request)
        held = parse_etags(request.headers.get("If-None-Match", ""))
        if _names(held, tag):
            return _tagged(empty_response(304), tag)
        response = view(self, request, *args, **kwargs)
        if response.status_code != 200:
            return response
        # "*" is whatever there is: only the view knows that there is something.
        return _tagged(empty_response(304) if "*" in held else response, tag)

    answer.conditional = True  # type: ignore[attr-defined] # for the OpenAPI document
    return cast("V", answer)


def no_store(view: V) -> V:
    @wraps(view)
    def answer(self: Any, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(self, request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return cast("V", answer)


def _names(held: list[str], tag: str) -> bool:
    # Compared weakly: gzip on the way turns a strong tag into a weak one.
    return tag in {each.removeprefix("W/") for each in held}


def _tagged(response: HttpResponseBase, tag: str) -> HttpResponseBase:
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ("Authorization", "Cookie", "Accept-Encoding"))
    return response
