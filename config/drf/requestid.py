"""The id of the request being answered: set by the middleware, read by errors and logs.

token = requestid.request_id.set("…")     # config.middleware, once per request
requestid.get()                           # "" outside a request
"""

from __future__ import annotations

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")


def get() -> str:
    return request_id.get()
