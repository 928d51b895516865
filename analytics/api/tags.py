"""Sections of the documentation that several nouns share."""

from __future__ import annotations

from typing import Final

CALCULATIONS: Final = "Calculations"
ANALYTICS: Final = "Analytics"
