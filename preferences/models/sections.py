"""The twenty groups of preferences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Section:
    """`path`: where it can be set by itself. `figures`: whether it decides what a figure of the ledger is."""

    title: str
    path: str = ""
    figures: bool = False


FISCAL_YEAR: Final = Section("Fiscal year", "fiscal-year", figures=True)
ESSENTIAL: Final = Section("Essential categories", "essential-categories", figures=True)
INVESTMENTS: Final = Section("Investment accounts", "investment-mappings", figures=True)
INCOME: Final = Section("Kinds of income", "income-sources", figures=True)
BUDGETS: Final = Section("Budget defaults", "budget-defaults")
DISPLAY: Final = Section("Display", "display")
ANOMALIES: Final = Section("Anomalies", "anomaly-settings")
RECURRING: Final = Section("Recurring", "recurring-settings")
SPENDING: Final = Section("Spending rule", "spending-rule")
CARDS: Final = Section("Credit card limits", "credit-card-limits")
EARNING: Final = Section("Earning start", "earning-start-date", figures=True)
FIXED: Final = Section("Fixed expenses")
SAVING: Final = Section("Saving and investing")
PAYDAY: Final = Section("Payday")
REGIME: Final = Section("Tax regime")
EXCLUDED: Final = Section("Excluded accounts", figures=True)
NOTICES: Final = Section("Notifications")
SALARY: Final = Section("Salary structure", "salary-structure")
GRANTS: Final = Section("RSU grants", "rsu-grants")
GROWTH: Final = Section("Growth assumptions", "growth-assumptions")
