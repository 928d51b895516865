"""The one HTTP client: to named hosts or public addresses only, without redirects, bounded in time and size.

Retrying is the caller's business. Proxies and .netrc of the environment are not used: a request goes where
its URL says, or nowhere. No message quotes a URL, a header or a body; they carry tokens.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack
from urllib.parse import SplitResult, urlsplit

import requests
from urllib3.exceptions import HTTPError, ReadTimeoutError

from config.lib import strictjson
from config.lib.addresses import NotPublic, UnknownHost, public_addresses
from config.lib.transport import Adapter, limits

MAX_BYTES = 10_000_000
_CHUNK = 65_536


class Failed(Exception):  # noqa: N818 - the subclasses read as answers: TimedOut, TooBig
    """There is no usable answer."""


class NotAllowed(Failed):
    """The URL leads to a host that the caller did not name; nothing was sent."""


class Unreachable(Failed):
    """No connection, or it broke before the answer was complete."""


class TimedOut(Failed):
    pass


class TooBig(Failed):
    pass


class Content(TypedDict, total=False):
    """What is sent: `json` must be plain JSON values; `data` a form, text or bytes."""

    headers: Mapping[str, str]
    params: Mapping[str, str]
    json: Any
    data: Mapping[str, str] | str | bytes
    auth: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with any status, redirects too; header names in any case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    def json(self) -> Any:
        """Strictly read, numbers exact; JsonError."""
        return strictjson.loads(self.body)


def request(
    method: str,
    url: str,
    *,
    allowed_hosts: Collection[str],
    timeout: tuple[float, float] = (5.0, 30.0),
    max_bytes: int = MAX_BYTES,
    **content: Unpack[Content],
) -> Reply:
    """The complete answer of one of `allowed_hosts` (each `name` or `name:port`, compared exactly).

    `timeout` is (to connect, in all) in seconds; name resolution is not in it. `max_bytes` counts the body
    after decompression. Raises a subclass of Failed.
    """
    prepared = _prepare(method, url, content)
    host = _allowed(prepared, allowed_hosts)
    with limits(timeout[1], ()):
        return _send(prepared, host, timeout, max_bytes)


def request_public(
    method: str,
    url: str,
    *,
    private_hosts: Collection[str] = (),
    timeout: tuple[float, float] = (5.0, 30.0),
    max_bytes: int = MAX_BYTES,
    **content: Unpack[Content],
) -> Reply:
    """As `request`, for a URL that a user gave: to any host by https, if all its addresses are public.

    The name is resolved once and those very addresses are called, so that a second answer of its name server
    leads nowhere. `private_hosts` (each `name:port`) are called as they are, by http too.
    """
    prepared = _prepare(method, url, content)
    name, addresses = _public(prepared, private_hosts)
    with limits(timeout[1], addresses):
        return _send(prepared, name, timeout, max_bytes)


def require_public(url: str, *, private_hosts: Collection[str] = ()) -> None:
    """Raises NotAllowed or Unreachable as `request_public` would, and calls nobody but the name server."""
    _public(_prepare("GET", url, {}), private_hosts)


def _send(
    prepared: requests.PreparedRequest, host: str, timeout: tuple[float, float], max_bytes: int
) -> Reply:
    try:
        with closing(Adapter()) as adapter, adapter.send(prepared, stream=True, timeout=timeout) as answer:
            return Reply(answer.status_code, answer.headers, _body(answer, max_bytes))
    except (requests.Timeout, ReadTimeoutError):
        raise TimedOut(f"{host} did not answer in time") from None
    except (requests.RequestException, HTTPError):
        raise Unreachable(f"{host} cannot be reached") from None


def _prepare(method: str, url: str, content: Content) -> requests.PreparedRequest:
    try:
        return requests.Request(
            method,
            url,
            headers={"User-Agent": "Moneta", **content.get("headers", {})},
            params=content.get("params"),
            json=content.get("json"),
            data=content.get("data"),
            auth=content.get("auth"),
        ).prepare()
    except (requests.exceptions.InvalidURL, requests.exceptions.MissingSchema):
        raise NotAllowed("Not a URL") from None


def _allowed(prepared: requests.PreparedRequest, allowed_hosts: Collection[str]) -> str:
    """The host of the URL as it will be called, not as it was written: two parsers may differ."""
    parts = _parts(prepared)
    name = parts.hostname or ""
    if name not in allowed_hosts and f"{name}:{parts.port}" not in allowed_hosts:
        raise NotAllowed("The host is not one of those allowed")
    return name


def _parts(prepared: requests.PreparedRequest) -> SplitResult:
    parts = urlsplit(prepared.url or "")
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc:
        raise NotAllowed("Not a plain web address")
    return parts


def _public(
    prepared: requests.PreparedRequest, private_hosts: Collection[str]
) -> tuple[str, tuple[str, ...]]:
    parts = _parts(prepared)
    name = parts.hostname or ""
    if f"{name}:{parts.port}" in private_hosts:
        return name, ()
    if parts.scheme != "https":
        raise NotAllowed("Not an https address")
    try:
        return name, public_addresses(name, parts.port or 443)
    except NotPublic:
        raise NotAllowed("The host has no public address") from None
    except UnknownHost:
        raise Unreachable(f"{name} cannot be found") from None


def _body(answer: requests.Response, max_bytes: int) -> bytes:
    body = bytearray()
    for piece in answer.raw.stream(_CHUNK, decode_content=True):
        body += piece
        if len(body) > max_bytes:
            raise TooBig(f"The answer has more than {max_bytes} bytes")
    return bytes(body)
