"""The documented examples of bodies."""

from __future__ import annotations

from typing import Any

from preferences.models.sections import GRANTS, GROWTH, SALARY, Section

EXAMPLES: dict[Section, Any] = {
    SALARY: {
        "salary_structure": {
            "2025-26": {
                "basic_annual": 600000,
                "hra_annual": 300000,
                "special_allowance_annual": 200000,
                "epf_monthly": 1800,
                "nps_monthly": None,
                "professional_tax_annual": 2400,
                "variable_pay_annual": 100000,
                "other_annual": 0,
                "is_new_regime": True,
            }
        }
    },
    GRANTS: {
        "rsu_grants": [
            {
                "id": "grant-1",
                "company": "ACME Corp",
                "grant_date": "2025-01-15",
                "total_shares": 100,
                "stock_price": 1500,
                "vesting_schedule": [
                    {"date": "2026-01-15", "quantity": 25},
                    {"date": "2027-01-15", "quantity": 25},
                    {"date": "2028-01-15", "quantity": 25},
                    {"date": "2029-01-15", "quantity": 25},
                ],
            }
        ]
    },
    GROWTH: {
        "growth_assumptions": {
            "salary_hike_pct": 10,
            "variable_growth_pct": 5,
            "stock_appreciation_pct": 8,
            "projection_years": 3,
            "include_rsu_in_projection": True,
        }
    },
}
