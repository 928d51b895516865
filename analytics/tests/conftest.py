"""For all tests of the figures."""

from __future__ import annotations

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_kept_counts() -> None:
    # Counts are kept by owner and version of the ledger: the next test may have the same ones.
    cache.clear()
