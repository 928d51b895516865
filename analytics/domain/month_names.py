"""Months as words, whatever language the server speaks."""

from __future__ import annotations

from typing import Final

_NAMES: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def month_name(period: int) -> str:
    """202501 -> January."""
    return _NAMES[period % 100 - 1]


def short_month(period: int) -> str:
    """202501 -> Jan 2025."""
    return f"{month_name(period)[:3]} {period // 100:04d}"
