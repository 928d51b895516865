"""Logs as JSON lines with the request's id; no amounts, notes, tokens or e-mails.

Of an exception the class and the places are written, not its text: a database error quotes the row it
refused.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from config.drf import requestid

_ROOT = f"{Path(__file__).resolve().parent.parent}/"
_EMAIL = re.compile(r"[^\s@\"'<>()]+@[^\s@\"'<>()]+\.[A-Za-z]{2,}")
_TOKEN = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]*|(?i:bearer)\s+\S+")
_EXTRAS = (
    "status_code",
    "method",
    "path",
    "route",
    "seconds",
    "job",
    "kind",
    "attempt",
    "outcome",
    "count",
    "user_id",
)


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redact(record.getMessage()),
            "request_id": requestid.get(),
        }
        line |= {name: getattr(record, name) for name in _EXTRAS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["exception"] = describe(record.exc_info[1], record.exc_info[2])
        return json.dumps(line, ensure_ascii=False, default=str)


def redact(text: str) -> str:
    return _TOKEN.sub("[token]", _EMAIL.sub("[e-mail]", text))


def describe(error: BaseException | None, trace: TracebackType | None) -> dict[str, Any]:
    """The class of an exception, where it went through (innermost last), and the same of its cause."""
    answer: dict[str, Any] = {
        "class": f"{type(error).__module__}.{type(error).__qualname__}",
        "places": places(trace),
    }
    if error is not None and (cause := error.__cause__ or error.__context__):
        answer["cause"] = describe(cause, cause.__traceback__)
    return answer


def places(trace: TracebackType | None) -> list[str]:
    """Our own part of the way, and where it ended."""
    frames = traceback.extract_tb(trace)
    ours = [frame for frame in frames[:-1] if _is_ours(frame)] + frames[-1:]
    return [f"{frame.filename.removeprefix(_ROOT)}:{frame.lineno} {frame.name}" for frame in ours]


def _is_ours(frame: traceback.FrameSummary) -> bool:
    return frame.filename.startswith(_ROOT) and "site-packages" not in frame.filename


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {
            "level": "CRITICAL"
        },  # refusals are answers; failures are logged by config.drf.errors
    },
}
