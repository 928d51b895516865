"""Every error as JSON: `{"success": false, "error", "detail", "errors"?, "request_id"}`.

Services raise `config.lib.errors`; views need nothing. `answer_exception` is DRF's EXCEPTION_HANDLER;
`bad_request`, `permission_denied`, `not_found` and `server_error` are the handlers of `config.urls`
(handler400, 403, 404, 500), `csrf_failure` is CSRF_FAILURE_VIEW. Middleware that must refuse by itself
calls `error_response(status, "Short sentence", detail=…)`.
"""

from __future__ import annotations

import logging
import math
import sys
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from rest_framework import exceptions as drf

from config.drf import requestid
from config.drf.outages import RETRY_AFTER, is_orphan, is_outage
from config.drf.renderers import json_response
from config.lib.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

logger = logging.getLogger("moneta.errors")

SENTENCES = {
    400: "Invalid request",
    401: "Authentication required",
    403: "Forbidden",
    404: "Not found",
    405: "Method not allowed",
    409: "Conflict",
    413: "Request too large",
    415: "Unsupported media type",
    429: "Too many requests",
    500: "Internal server error",
    503: "Service unavailable",
}
_PLAIN: tuple[tuple[type[Exception], int], ...] = (
    (Http404, 404),
    (PermissionDenied, 403),
    (RequestDataTooBig, 413),
    (SuspiciousOperation, 400),
    (UnreadablePostError, 400),
)
UNHANDLED = "Something went wrong on our side. Quote the request id when you report it."


def error_response(
    status: int,
    error: str = "",
    *,
    detail: Any = None,
    errors: Mapping[str, list[Any]] | None = None,
    extra: Mapping[str, Any] | None = None,
    retry_after: float | None = None,
) -> HttpResponse:
    error = error or SENTENCES.get(status, "Request refused")
    if detail is None:
        detail = _first_of(errors) if errors else error
    body: dict[str, Any] = {"success": False, "error": error, "detail": detail}
    if errors:
        body["errors"] = errors
    body |= extra or {}
    body["request_id"] = requestid.get()
    response = json_response(body, status)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if retry_after is not None:
        response["Retry-After"] = str(max(1, math.ceil(retry_after)))
    return response


def _first_of(errors: Mapping[str, list[Any]]) -> str:
    """One field's problem in words, for clients that show nothing but `detail`."""
    field, messages = next(iter(errors.items()))
    return f"{field}: {messages[0]}" if messages else field


def answer_exception(problem: BaseException, _context: Mapping[str, Any] | None = None) -> HttpResponse:
    """The answer to any exception; what nobody foresaw is logged with its traceback and answers 500."""
    if isinstance(problem, Refused):
        return _refused(problem)
    if isinstance(problem, drf.APIException):
        return _framework(problem)
    for kind, status in _PLAIN:
        if isinstance(problem, kind):
            return error_response(status)
    if isinstance(problem, OperationalError | InterfaceError) and is_outage(problem):
        logger.warning("database unavailable: %s", type(problem).__name__, exc_info=problem)
        return error_response(503, detail="The database does not answer. Try again.", retry_after=RETRY_AFTER)
    if isinstance(problem, IntegrityError) and is_orphan(problem):
        logger.warning("refers to what is gone: %s", type(problem).__name__, exc_info=problem)
        return error_response(409, detail="Something that this refers to was removed at the same moment.")
    logger.error("unhandled %s", type(problem).__name__, exc_info=problem)
    return error_response(500, detail=UNHANDLED)


def _refused(problem: Refused) -> HttpResponse:
    return error_response(
        problem.status,
        problem.error,
        detail=problem.detail,
        errors=problem.errors,
        extra=problem.extra,
        retry_after=getattr(problem, "retry_after", None),
    )


def _framework(problem: drf.APIException) -> HttpResponse:
    if isinstance(problem, drf.ValidationError):
        found: Any = problem.detail
        return error_response(400, errors=found if isinstance(found, dict) else {"non_field_errors": found})
    if isinstance(problem, drf.Throttled):
        wait = getattr(problem, "wait", None)
        return error_response(429, detail="Too many requests: slow down", retry_after=wait or 1)
    # DRF says 403 when the first authentication class has no challenge (cookies); ours has one.
    unknown = isinstance(problem, drf.NotAuthenticated | drf.AuthenticationFailed)
    return error_response(401 if unknown else problem.status_code, detail=problem.detail)


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_response(413 if isinstance(exception, RequestDataTooBig) else 400)


def server_error(_request: HttpRequest) -> HttpResponse:
    problem = sys.exc_info()[1]
    return error_response(500, detail=UNHANDLED) if problem is None else answer_exception(problem)


def csrf_failure(_request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_response(403, detail=reason or None)


def _handler(status: int) -> Callable[[HttpRequest, Exception], HttpResponse]:
    def answer(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's names
        return error_response(status)

    return answer


permission_denied = _handler(403)
not_found = _handler(404)
