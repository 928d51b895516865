"""One call of a bank: a JSON object, or an error of the contract that says nothing a bank could choose."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Unpack
from urllib.parse import urlsplit

from django.conf import settings

from config.lib import clock, http
from config.lib.strictjson import JsonError
from providers.domain.contract import (
    AuthExpired,
    Declined,
    Malformed,
    ProviderError,
    RateLimited,
    Unavailable,
)

logger = logging.getLogger("moneta.banks")

CONNECT_SECONDS = 5.0
LONGEST_PAUSE = 86_400
_LONGEST_TOKEN = 4000
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,79}", re.ASCII)
_SECONDS = re.compile(r"[0-9]{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Refusals:
    """Where a bank's error bodies have their code, and what codes mean; the status decides about others."""

    field: str
    meanings: Mapping[str, type[ProviderError]]
    unauthorised: type[ProviderError] = AuthExpired  # a 401 without a code that is known


def ask(
    method: str,
    url: str,
    *,
    refusals: Refusals,
    longest: float = 0,
    **content: Unpack[http.Content],
) -> dict[str, Any]:
    """The object that the bank answers; ProviderError. `longest` (seconds) is for calls that cannot wait."""
    reply = _send(method, url, longest or float(settings.SYNC_TIMEOUT_SECONDS), content)
    body = _object(reply)
    if not reply.ok:
        raise _refusal(reply, body or {}, refusals)
    if body is None:
        raise Malformed
    return body


def token_of(body: Mapping[str, Any], name: str) -> str:
    """A token that may stand in a header; Malformed for anything else."""
    value = body.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_TOKEN or not _fits_header(value):
        raise Malformed
    return value


def retry_after(value: str | None) -> int | None:
    """Seconds from a Retry-After header (RFC 9110 §10.2.3), 0 to a day; None when it cannot be read."""
    value = (value or "").strip()
    if _SECONDS.fullmatch(value):
        return min(int(value), LONGEST_PAUSE)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:  # "-0000": somewhere
        return None
    return max(0, min(round((moment - clock.now()).total_seconds()), LONGEST_PAUSE))


def _send(method: str, url: str, seconds: float, content: http.Content) -> http.Reply:
    try:
        return http.request(
            method,
            url,
            allowed_hosts={_place(url)},
            timeout=(min(CONNECT_SECONDS, seconds), seconds),
            **content,
        )
    except http.TooBig:
        raise Malformed("The bank's answer is too large") from None
    except http.TimedOut:
        raise Unavailable("The bank did not answer in time") from None
    except http.NotAllowed:
        raise Declined("The bank's address is not set up rightly") from None
    except http.Failed:
        raise Unavailable from None


def _place(url: str) -> str:
    """The host that the operator has named, as `http.request` compares it; "" when there is none."""
    try:
        parts = urlsplit(url)
        return f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or ""
    except ValueError:
        return ""


def _object(reply: http.Reply) -> dict[str, Any] | None:
    try:
        body = reply.json()
    except JsonError:
        return None
    return body if isinstance(body, dict) else None


def _refusal(reply: http.Reply, body: Mapping[str, Any], refusals: Refusals) -> ProviderError:
    said = body.get(refusals.field)
    code = said if isinstance(said, str) and _WORD.fullmatch(said) else ""
    kind = refusals.meanings.get(code) or _meaning_of(reply.status, refusals)
    logger.info("a bank answered %s %s: %s", reply.status, code, kind.__name__)
    if issubclass(kind, RateLimited):
        return kind(code=code, retry_after=retry_after(reply.headers.get("Retry-After")))
    return kind(code=code)


def _meaning_of(status: int, refusals: Refusals) -> type[ProviderError]:
    if status == 401:
        return refusals.unauthorised
    if status == 429:
        return RateLimited
    if status == 408 or status >= 500:
        return Unavailable
    return Declined if 400 <= status < 500 else Malformed


def _fits_header(value: str) -> bool:
    return value.isascii() and value.isprintable() and " " not in value
