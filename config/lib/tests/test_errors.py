from __future__ import annotations

import pytest

from config.lib import errors


@pytest.mark.parametrize(
    ("kind", "status", "sentence"),
    [
        (errors.Invalid, 400, "Invalid request"),
        (errors.Unauthenticated, 401, "Authentication required"),
        (errors.Forbidden, 403, "Not allowed"),
        (errors.Missing, 404, "Not found"),
        (errors.Conflict, 409, "Conflict"),
        (errors.TooLarge, 413, "Too large"),
        (errors.Unprocessable, 422, "Unprocessable"),
        (errors.Throttled, 429, "Too many requests"),
        (errors.BadGateway, 502, "Upstream failure"),
        (errors.Unavailable, 503, "Temporarily unavailable"),
    ],
)
def test_each_refusal_has_its_status_and_sentence(
    kind: type[errors.Refused], status: int, sentence: str
) -> None:
    refused = kind()
    assert (refused.status, refused.error, str(refused)) == (status, sentence, sentence)
    assert (refused.detail, refused.errors, refused.extra) == (None, None, {})


def test_a_refusal_carries_what_the_answer_shows() -> None:
    extra = {"source": "march.xlsx"}
    refused = errors.Conflict(
        "Looks like march.xlsx", detail="Already here", errors={"rows": [1]}, extra=extra
    )
    extra["source"] = "changed"
    assert (refused.error, refused.detail, refused.errors) == (
        "Looks like march.xlsx",
        "Already here",
        {"rows": [1]},
    )
    assert refused.extra == {"source": "march.xlsx"}


@pytest.mark.parametrize("kind", [errors.Throttled, errors.Unavailable])
def test_what_may_be_tried_again_says_when(kind: type[errors.Throttled | errors.Unavailable]) -> None:
    assert kind().retry_after is None
    again = kind("Later", retry_after=30, detail="d", extra={"a": 1})
    assert (again.error, again.retry_after, again.detail, again.extra) == ("Later", 30, "d", {"a": 1})
