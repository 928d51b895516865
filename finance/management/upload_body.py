"""A saved body of POST upload."""

from __future__ import annotations

import dataclasses
import re
from typing import Final

import msgspec

from config.lib import strictjson
from config.lib.errors import Invalid
from finance.services.upload import Upload

_KEYS: Final = {field.name for field in dataclasses.fields(Upload)} - {"skip_bad_rows"}
_HASH: Final = re.compile(r"[0-9a-fA-F]{64}", re.ASCII)


def read_upload(content: bytes, *, skip_bad_rows: bool) -> Upload:
    """Invalid for anything that is not such a body; its rows are read by the service."""
    try:
        body = strictjson.loads(content)
        if not isinstance(body, dict):
            raise Invalid("The file does not hold the body of an upload")
        if unknown := sorted(body.keys() - _KEYS):
            raise Invalid("Unknown keys", errors={name: ["Unknown field"] for name in unknown})
        given = {name: value for name, value in body.items() if value is not None}
        upload = msgspec.convert({**given, "skip_bad_rows": skip_bad_rows}, Upload)
    except (strictjson.JsonError, msgspec.ValidationError) as problem:
        raise Invalid("The file does not hold the body of an upload", detail=str(problem)) from None
    if not _HASH.fullmatch(upload.file_hash):
        raise Invalid("Invalid hash", errors={"file_hash": ["64 hex characters"]})
    return upload
