from __future__ import annotations

import pytest

from accounts.domain.username import username_from


@pytest.mark.parametrize(
    ("email", "suffix", "name"),
    [
        ("ana@example.com", "", "ana"),
        ("ana.b+c-d_e@example.com", "", "ana.b+c-d_e"),
        ("o'brien/x@example.com", "", "obrienx"),
        ("'''@example.com", "", "user"),
        ("", "7", "user7"),
        ("a" * 200 + "@example.com", "123456", "a" * 144 + "123456"),
    ],
)
def test_username_from(email: str, suffix: str, name: str) -> None:
    assert username_from(email, suffix=suffix) == name
