"""The definition of every preference: its name, type with bounds, section and default, once.

Bodies, answers and their documentation, the reset and the admin page are made from it. A new preference is
one line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, get_args, get_type_hints

import msgspec
from msgspec import Meta, field

from config.drf.values import CurrencyCode, Day, SignedAmount
from config.lib.currencies import CURRENCIES
from config.lib.periods import TimeRange
from preferences.domain import working_defaults as working
from preferences.models import sections as section
from preferences.models.fieldtypes import (
    MOST_NAMES,
    AccountName,
    AnomalyType,
    Cost,
    FiscalYear,
    IncomeSources,
    InvestmentType,
    Names,
    Percent,
    Symbol,
    Threshold,
)
from preferences.models.plans import GrowthAssumptions, RsuGrant, SalaryComponents

MOST_GRANTS = 200
MOST_YEARS = 100

Count = Annotated[int, Meta(ge=2, le=12)]
Month = Annotated[int, Meta(ge=1, le=12)]
DayOfMonth = Annotated[int, Meta(ge=1, le=31)]
DaysAhead = Annotated[int, Meta(ge=0, le=60)]
ByAccount = Meta(max_length=MOST_NAMES)


class Preferences(msgspec.Struct, frozen=True, kw_only=True):
    fiscal_year_start_month: Annotated[Month, section.FISCAL_YEAR] = 4

    # Names of categories or subcategories.
    essential_categories: Annotated[Names, section.ESSENTIAL] = field(
        default_factory=lambda: list(working.ESSENTIAL)
    )

    investment_account_mappings: Annotated[
        dict[AccountName, InvestmentType], ByAccount, section.INVESTMENTS
    ] = {}

    # A category in several of these lists belongs to the first.
    taxable_income_categories: Annotated[IncomeSources, section.INCOME] = field(
        default_factory=lambda: list(working.TAXABLE)
    )
    investment_returns_categories: Annotated[IncomeSources, section.INCOME] = field(
        default_factory=lambda: list(working.INVESTMENT_RETURNS)
    )
    non_taxable_income_categories: Annotated[IncomeSources, section.INCOME] = field(
        default_factory=lambda: list(working.NON_TAXABLE)
    )
    other_income_categories: Annotated[IncomeSources, section.INCOME] = field(
        default_factory=lambda: list(working.OTHER_INCOME)
    )

    default_budget_alert_threshold: Annotated[Percent, section.BUDGETS] = Decimal(80)
    auto_create_budgets: Annotated[bool, section.BUDGETS] = False
    budget_rollover_enabled: Annotated[bool, section.BUDGETS] = False

    number_format: Annotated[Literal["indian", "international"], section.DISPLAY] = "indian"
    currency_symbol: Annotated[Symbol, section.DISPLAY] = "₹"
    currency_symbol_position: Annotated[Literal["before", "after"], section.DISPLAY] = "before"
    default_time_range: Annotated[TimeRange, section.DISPLAY] = "all_time"
    display_currency: Annotated[CurrencyCode, section.DISPLAY] = "INR"

    anomaly_expense_threshold: Annotated[Threshold, section.ANOMALIES] = Decimal("2.0")
    anomaly_types_enabled: Annotated[list[AnomalyType], section.ANOMALIES] = field(
        default_factory=lambda: list(get_args(AnomalyType))
    )
    auto_dismiss_recurring_anomalies: Annotated[bool, section.ANOMALIES] = True

    recurring_min_confidence: Annotated[Percent, section.RECURRING] = Decimal(50)
    recurring_auto_confirm_occurrences: Annotated[Count, section.RECURRING] = 6

    needs_target_percent: Annotated[Percent, section.SPENDING] = Decimal(50)
    wants_target_percent: Annotated[Percent, section.SPENDING] = Decimal(30)
    savings_target_percent: Annotated[Percent, section.SPENDING] = Decimal(20)

    credit_card_limits: Annotated[dict[AccountName, Cost], ByAccount, section.CARDS] = {}

    earning_start_date: Annotated[Day | None, section.EARNING] = None
    use_earning_start_date: Annotated[bool, section.EARNING] = False

    fixed_expense_categories: Annotated[Names, section.FIXED] = []

    savings_goal_percent: Annotated[Percent, section.SAVING] = Decimal(20)
    monthly_investment_target: Annotated[Cost, section.SAVING] = Decimal(0)

    payday: Annotated[DayOfMonth, section.PAYDAY] = 1

    preferred_tax_regime: Annotated[Literal["new", "old"], section.REGIME] = "new"

    excluded_accounts: Annotated[Names, section.EXCLUDED] = []

    notify_budget_alerts: Annotated[bool, section.NOTICES] = True
    notify_anomalies: Annotated[bool, section.NOTICES] = True
    notify_upcoming_bills: Annotated[bool, section.NOTICES] = True
    notify_days_ahead: Annotated[DaysAhead, section.NOTICES] = 7
    notify_goal_milestones: Annotated[bool, section.NOTICES] = True
    notify_sync_problems: Annotated[bool, section.NOTICES] = True
    low_balance_threshold: Annotated[dict[AccountName, SignedAmount], ByAccount, section.NOTICES] = {}

    salary_structure: Annotated[
        dict[FiscalYear, SalaryComponents], Meta(max_length=MOST_YEARS), section.SALARY
    ] = {}

    rsu_grants: Annotated[list[RsuGrant], Meta(max_length=MOST_GRANTS), section.GRANTS] = []

    growth_assumptions: Annotated[GrowthAssumptions, section.GROWTH] = field(
        default_factory=lambda: GrowthAssumptions(
            salary_hike_pct=Decimal(10),
            variable_growth_pct=Decimal(5),
            stock_appreciation_pct=Decimal(8),
            projection_years=3,
            include_rsu_in_projection=True,
        )
    )

    @property
    def earning_start(self) -> date | None:
        """The first day whose income and expenses count; None = all do."""
        return self.earning_start_date if self.use_earning_start_date else None


def defaults(currency: str) -> Preferences:
    """Of somebody whose base currency that is."""
    known = CURRENCIES.get(currency)
    return Preferences(display_currency=currency, currency_symbol=known.symbol if known else currency)


FIELDS: Final[Mapping[str, Any]] = MappingProxyType(get_type_hints(Preferences, include_extras=True))


def section_of(name: str) -> section.Section:
    return next(part for part in get_args(FIELDS[name]) if isinstance(part, section.Section))


def names_in(section: section.Section) -> tuple[str, ...]:
    return tuple(name for name in FIELDS if section_of(name) is section)


SECTIONS: Final = tuple(dict.fromkeys(section_of(name) for name in FIELDS))
