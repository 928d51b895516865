"""JSON out: one encoder for every answer.

    encode({"amount": Decimal("1.50")})   -> b'{"amount":1.50}'      Decimal as a number, digits kept
    json_response(data, status=201)       -> HttpResponse            what `ApiView.answer` returns

Structs, dataclasses, dicts, dates, aware datetimes (UTC leaves as `…Z`), UUIDs and enums are encoded
natively; `UNSET` fields are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.functional import Promise
from rest_framework.renderers import BaseRenderer

if TYPE_CHECKING:
    from collections.abc import Mapping

JSON = "application/json"


def encode_other(value: Any) -> Any:
    """What msgspec does not know: subclasses of str, lazy texts and querysets."""
    if isinstance(value, str):
        return str.__str__(value)  # str(value) of a SafeString is that SafeString
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, QuerySet):
        return list(value)
    raise NotImplementedError(f"{type(value).__name__} cannot be sent as JSON")


_ENCODER = msgspec.json.Encoder(decimal_format="number", enc_hook=encode_other)


def encode(data: Any) -> bytes:
    return _ENCODER.encode(data)


def json_response(data: Any, status: int = 200, *, headers: Mapping[str, str] | None = None) -> HttpResponse:
    return HttpResponse(encode(data), status=status, content_type=JSON, headers=dict(headers or {}))


def empty_response(status: int) -> HttpResponse:
    """204 or 304: nothing inside, so no type of it."""
    response = HttpResponse(status=status)
    del response["Content-Type"]
    return response


class JsonRenderer(BaseRenderer):
    """For views that return a DRF `Response`; ours return `json_response` at once."""

    media_type = JSON
    format = "json"
    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        return b"" if data is None else encode(data)
