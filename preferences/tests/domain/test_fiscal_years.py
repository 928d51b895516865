from __future__ import annotations

import pytest

from preferences.domain.fiscal_years import is_fiscal_year


@pytest.mark.parametrize("label", ["2025-26", "1999-00", "1900-01", "2099-00", "2199-00", "2025", "2000"])
def test_a_fiscal_year(label: str) -> None:
    assert is_fiscal_year(label)


@pytest.mark.parametrize(
    "label",
    [
        "",
        "25-26",
        "2025-27",
        "2025-25",
        "2025-2026",
        "2025-6",
        "1899-00",
        "2200",
        "FY 2025-26",
        "2025-26\n",
        "٢٠٢٥",
    ],
)
def test_no_fiscal_year(label: str) -> None:
    assert not is_fiscal_year(label)
