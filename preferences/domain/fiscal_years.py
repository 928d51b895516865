"""How people write a fiscal year."""

from __future__ import annotations

import re

# Two spellings: the years it lies in, or the one where it is the calendar year.
PATTERN = "^(19|20|21)[0-9]{2}(-[0-9]{2})?$"
_LABEL = re.compile(PATTERN, re.ASCII)


def is_fiscal_year(label: str) -> bool:
    """`2025-26` and `1999-00`, or `2025`; not `2025-27`."""
    if not _LABEL.fullmatch(label):
        return False
    year, _, following = label.partition("-")
    return not following or int(following) == (int(year) + 1) % 100
