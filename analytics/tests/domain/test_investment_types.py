from __future__ import annotations

import pytest

from analytics.domain.investment_types import investment_type


@pytest.mark.parametrize(
    ("security", "account", "kind"),
    [
        ("Equity", None, "stocks"),
        ("mutual fund", "ppf_epf", "mutual_funds"),
        ("warrant", "gold", "gold"),
        ("", "ppf_epf", "ppf_epf"),
        ("", None, "other"),
    ],
)
def test_kind(security: str, account: str | None, kind: str) -> None:
    assert investment_type(security, account) == kind
