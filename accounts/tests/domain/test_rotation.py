from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from accounts.domain.rotation import judge

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("used_ago", "verdict"),
    [(None, "rotate"), (0, "repeat"), (20, "repeat"), (20.001, "reuse"), (86_400, "reuse")],
)
def test_judge(used_ago: float | None, verdict: str) -> None:
    used_at = None if used_ago is None else NOW - timedelta(seconds=used_ago)

    assert judge(used_at, now=NOW) == verdict
