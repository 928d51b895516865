"""What a service may answer instead of doing the work; `config.drf.errors` gives each its HTTP body."""

from __future__ import annotations

from typing import Any, ClassVar


class Refused(Exception):  # noqa: N818 - the subclasses read as answers: Missing, Conflict
    """The request is understood and will not be done.

    `error` is a short sentence for people, `detail` says more, `errors` maps a field to its messages, and
    `extra` is merged into the body of the answer.
    """

    status: ClassVar[int] = 400
    default: ClassVar[str] = "Refused"

    def __init__(
        self,
        error: str = "",
        *,
        detail: str | dict[str, Any] | None = None,
        errors: dict[str, list[Any]] | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        self.error = error or self.default
        self.detail = detail
        self.errors = errors
        self.extra = dict(extra or {})
        super().__init__(self.error)


class Invalid(Refused):
    status = 400
    default = "Invalid request"


class Unauthenticated(Refused):
    status = 401
    default = "Authentication required"


class Forbidden(Refused):
    status = 403
    default = "Not allowed"


class Missing(Refused):
    """Also the answer for what belongs to somebody else: the two must not be told apart."""

    status = 404
    default = "Not found"


class Conflict(Refused):
    status = 409
    default = "Conflict"


class TooLarge(Refused):
    status = 413
    default = "Too large"


class Unprocessable(Refused):
    status = 422
    default = "Unprocessable"


class _Later(Refused):
    """A refusal that may end; `retry_after` is in whole seconds, None = not known."""

    def __init__(
        self,
        error: str = "",
        *,
        retry_after: int | None = None,
        detail: str | dict[str, Any] | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(error, detail=detail, extra=extra)
        self.retry_after = retry_after


class Throttled(_Later):
    status = 429
    default = "Too many requests"


class BadGateway(Refused):
    status = 502
    default = "Upstream failure"


class Unavailable(_Later):
    status = 503
    default = "Temporarily unavailable"
