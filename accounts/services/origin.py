"""Where a request comes from, as the tables keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.drf.clients import UNKNOWN, client_address
from config.lib.text import clean

if TYPE_CHECKING:
    from django.http import HttpRequest


def address_of(request: HttpRequest | None) -> str | None:
    """The client's address; None when it is not known, or no request stands behind the act."""
    address = UNKNOWN if request is None else client_address(request)
    return None if address == UNKNOWN else address


def user_agent_of(request: HttpRequest | None) -> str:
    return "" if request is None else clean(request.headers.get("User-Agent", ""), limit=200)
