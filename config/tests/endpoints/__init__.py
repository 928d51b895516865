"""The table of endpoints: every documented call with its documented answer.

`test_endpoints` makes each call at every address, `test_routes` makes it as somebody else. A new endpoint is
a row here, or both fail.
"""

from __future__ import annotations

from config.tests.endpoints import (
    analytics,
    banks,
    calculations,
    figures,
    figures_v2,
    imports,
    ledger,
    mockbanks,
    narratives,
    people,
    preferences,
    service,
    transactions,
)
from config.tests.endpoints.endpoint import Endpoint

TABLE: list[Endpoint] = [
    *service.TABLE,
    *people.TABLE,
    *ledger.TABLE,
    *transactions.TABLE,
    *imports.TABLE,
    *calculations.TABLE,
    *figures.TABLE,
    *analytics.TABLE,
    *figures_v2.TABLE,
    *narratives.TABLE,
    *banks.TABLE,
    *mockbanks.TABLE,
    *preferences.TABLE,
]
