"""Bodies in: one strict JSON reader and, for file endpoints, multipart; both within the view's limit.

raw_body(request)            the bytes as sent, at most `view.max_body` (413 beyond); read once, then kept
class Upload(ApiView):       max_body = 32 * MB ; parser_classes = [JsonParser]          (the default)
class ImportCsv(ApiView):    max_body = 32 * MB ; parser_classes = [FileParser]
read_file(request, "file")   -> Sent(name, content_type, content)                         (400 when missing)
read_body(request, Struct)   also works for the text fields of a multipart body
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParser as DjangoMultiPartParser
from django.http.multipartparser import MultiPartParserError
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.parsers import BaseParser, DataAndFiles
from rest_framework.request import Request

from config.lib import strictjson
from config.lib.errors import Invalid, TooLarge

if TYPE_CHECKING:
    from collections.abc import Mapping

MB = 1_000_000
DEFAULT_MAX_BODY = 2_621_440
_CHARSET = re.compile(r"charset\s*=\s*\"?([^\s;\"]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Sent:
    """A file of a multipart body; `name` is a bare file name, never a path."""

    name: str
    content_type: str
    content: bytes


def raw_body(request: Request) -> bytes:
    """The body as sent. `TooLarge` beyond the view's `max_body`; a body without a length is refused (400)."""
    http = request._request  # noqa: SLF001 - DRF has no other way to the request below its own
    if not hasattr(http, "_body"):
        _keep(http, _read(http, _limit(request)))
    return http._body  # noqa: SLF001 - where Django itself keeps the body


def _limit(request: Request) -> int:
    view = request.parser_context.get("view")
    return int(getattr(view, "max_body", DEFAULT_MAX_BODY))


def _read(http: HttpRequest, limit: int) -> bytes:
    require_length(http)
    if int(http.META.get("CONTENT_LENGTH") or 0) > limit:
        raise TooLarge(f"The body may have at most {limit} bytes")
    data = http.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(f"The body may have at most {limit} bytes")
    return data


def require_length(http: HttpRequest) -> None:
    # WSGI shows a chunked body as an empty one: to take it for `{}` would silently drop what was sent.
    if "HTTP_TRANSFER_ENCODING" in http.META and not http.META.get("CONTENT_LENGTH"):
        raise Invalid("Content-Length is required")


def _keep(http: HttpRequest, data: bytes) -> None:
    http._body = data  # noqa: SLF001 - so that `request.body` and CSRF see the same bytes
    http._stream = BytesIO(data)  # noqa: SLF001 - as Django's own `body` does


def _require_utf8(media_type: str | None) -> None:
    charset = _CHARSET.search(media_type or "")
    if charset and charset[1].lower() not in {"utf-8", "utf8", "us-ascii"}:
        raise UnsupportedMediaType(media_type or "", detail="Bodies are UTF-8")


_BLANK = b" \t\r\n"  # JSON's own: bytes.strip takes more


class JsonParser(BaseParser):
    """Strict JSON; an empty body and `null` are `{}`."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        _require_utf8(media_type)
        data = raw_body((parser_context or {})["request"])
        if not data.strip(_BLANK):
            return {}
        try:
            value = strictjson.loads(data)
        except strictjson.JsonError as problem:
            raise Invalid("The body is not valid JSON", detail=str(problem)) from None
        return {} if value is None else value


class InMemory(MemoryFileUploadHandler):
    """Keeps every file in memory: the view's `max_body` has already bounded the whole."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.activated = True


class FileParser(BaseParser):
    """multipart/form-data without temporary files."""

    media_type = "multipart/form-data"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> DataAndFiles[Any, Any]:
        request: Request = (parser_context or {})["request"]
        data = raw_body(request)
        meta = {**request.META, "CONTENT_TYPE": media_type, "CONTENT_LENGTH": len(data)}
        try:
            fields, files = DjangoMultiPartParser(meta, BytesIO(data), [InMemory()], "utf-8").parse()
        except (MultiPartParserError, SuspiciousOperation) as problem:
            raise Invalid("The body is not valid multipart/form-data", detail=str(problem)) from None
        return DataAndFiles(fields, files)


def read_file(request: Request, name: str = "file") -> Sent:
    """The one file of that name; `Invalid` when it is missing, repeated or empty."""
    found = request.FILES.getlist(name)
    if len(found) != 1:
        raise Invalid("Invalid request", errors={name: ["One file is required"]})
    file = found[0]
    content = file.read()
    if not content:
        raise Invalid("Invalid request", errors={name: ["The file is empty"]})
    return Sent(name=file.name or "", content_type=file.content_type or "", content=content)
