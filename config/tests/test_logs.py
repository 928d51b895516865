from __future__ import annotations

import json
import logging
import sys
from typing import Any

import pytest

from config.drf import requestid
from config.logs import JsonFormatter


def line_of(message: str, *arguments: object, **extra: Any) -> dict[str, Any]:
    record = logging.LogRecord("moneta.x", logging.WARNING, "x.py", 1, message, arguments, sys.exc_info())
    record.__dict__.update(extra)
    written = JsonFormatter().format(record)
    assert "\n" not in written
    line: dict[str, Any] = json.loads(written)
    return line


def test_a_line_is_json_with_the_requests_id() -> None:
    token = requestid.request_id.set("r-1")
    try:
        line = line_of("Import %s took %d rows", 7, 291, status_code=200, route="/api/upload", amount="12.50")
    finally:
        requestid.request_id.reset(token)
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "WARNING",
        "logger": "moneta.x",
        "message": "Import 7 took 291 rows",
        "request_id": "r-1",
        "status_code": 200,
        "route": "/api/upload",
    }


@pytest.mark.parametrize(
    ("message", "written"),
    [
        ("for ana.b+c@mail.example: no", "for [e-mail]: no"),
        ("Authorization: Bearer abc.def", "Authorization: [token]"),
        ("got eyJhbGciOi.eyJzdWIi.sig-1_x here", "got [token] here"),
        ("rows\nand lines", "rows\nand lines"),
    ],
)
def test_messages_are_redacted(message: str, written: str) -> None:
    assert line_of(message)["message"] == written


def test_an_exception_is_its_class_and_places_not_its_text() -> None:
    try:
        try:
            raise KeyError("secret note, 12.50")
        except KeyError as error:
            raise ValueError("Failing row contains (ana@mail.example, 12.50)") from error
    except ValueError:
        line = line_of("Ingest failed")
    assert line["exception"]["class"] == "builtins.ValueError"
    assert line["exception"]["cause"]["class"] == "builtins.KeyError"
    assert line["exception"]["places"][-1].endswith("test_an_exception_is_its_class_and_places_not_its_text")
    assert "12.50" not in json.dumps(line)
    assert "ana@" not in json.dumps(line)
