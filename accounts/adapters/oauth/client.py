"""Calls of a sign-in provider. What it sends is judged here and never shown."""

from __future__ import annotations

import logging
import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from config.lib import http
from config.lib.errors import BadGateway, Invalid
from config.lib.strictjson import JsonError

logger = logging.getLogger("moneta.oauth")

LARGEST = 1_000_000
# The code is at fault; every other error of a provider is its own or our configuration's.
CODE_REFUSED = frozenset({"invalid_grant", "bad_verification_code"})
_WORD = re.compile(r"[a-z_]{1,60}")


def fetch_token(url: str, form: dict[str, str]) -> str:
    """The access token for a code (RFC 6749 §4.1.3). `Invalid` when the provider refuses the code, whatever
    status it says that with (GitHub: 200); `BadGateway` for everything that is not an answer.
    """
    reply = _send("POST", url, data=form, headers={"Accept": "application/json"})
    body = _json(reply)
    error = body.get("error") if isinstance(body, dict) else None
    if reply.status < 500 and isinstance(error, str) and error in CODE_REFUSED:
        raise Invalid(
            "The provider refused the code",
            detail="It was used before or has expired. Start the sign-in again.",
            errors={"code": ["Not valid any more"]},
        )
    token = body.get("access_token") if isinstance(body, dict) else None
    if not reply.ok or error or not isinstance(token, str) or not token.isascii() or not token.isprintable():
        raise failed(f"no token, status {reply.status}, error {_word(error)}")
    return token


def fetch_json(url: str, token: str) -> Any:
    """A resource of the person, read with their token."""
    headers = {"Accept": "application/json", "Authorization": f"Bearer {token}"}
    reply = _send("GET", url, headers=headers)
    if not reply.ok:
        raise failed(f"no profile, status {reply.status}")
    return _json(reply)


def failed(reason: str) -> BadGateway:
    """`reason` is for the log and holds nothing that the provider may choose."""
    logger.warning("sign-in provider: %s", reason)
    return BadGateway(
        "The sign-in provider failed", detail="Its answer cannot be used. Start the sign-in again."
    )


def _send(method: str, url: str, **content: Any) -> http.Reply:
    timeout = float(settings.OAUTH_TIMEOUT_SECONDS)
    try:
        return http.request(
            method,
            url,
            allowed_hosts={urlsplit(url).netloc},
            timeout=(min(5.0, timeout), timeout),
            max_bytes=LARGEST,
            **content,
        )
    except http.Failed as problem:
        raise failed(type(problem).__name__) from None


def _json(reply: http.Reply) -> Any:
    try:
        return reply.json()
    except JsonError:
        raise failed(f"no JSON, status {reply.status}") from None


def _word(error: object) -> str:
    return error if isinstance(error, str) and _WORD.fullmatch(error) else "none"
