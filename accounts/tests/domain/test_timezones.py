from __future__ import annotations

import pytest

from accounts.domain.timezones import is_time_zone


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Asia/Kolkata", True),
        ("UTC", True),
        ("asia/kolkata", False),
        ("", False),
        ("../etc/passwd", False),
        ("Mars/Base", False),
    ],
)
def test_is_time_zone(name: str, known: bool) -> None:
    assert is_time_zone(name) is known
