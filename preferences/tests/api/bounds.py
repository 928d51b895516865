"""For each preference: values at and between its bounds, and values beyond them. Today is 2026-11-20."""

from __future__ import annotations

from typing import Any

from preferences.tests.api.expected import DEFAULTS, GRANT, GROWTH, SALARY

Lists = tuple[list[Any], list[Any]]

BOOLEAN: Lists = [True, False], [None, 0, 1, "true", "no", []]
PERCENT: Lists = (
    [0, 100, 0.01, 99.99, "12.5"],
    [-0.01, -1, 100.01, 101, 50.001, "1_0", "٣", "", "NaN", True, None, []],
)
NAMES: Lists = (
    [[], ["Rent"], ["x" * 120], [f"name {n}" for n in range(500)]],
    [None, "Rent", {}, [""], [" "], ["x" * 121], [1], [None], [f"name {n}" for n in range(501)]],
)
SOURCES: Lists = (
    [[], ["Income::Salary"], ["Income"], [f"{'x' * 120}::{'y' * 120}"], [f"Income::{n}" for n in range(500)]],
    [
        None,
        "Income::Salary",
        ["Income::"],
        ["::Salary"],
        ["a::b::c"],
        [f"{'x' * 121}::y"],
        [f"x::{'y' * 121}"],
        [""],
        [f"Income::{n}" for n in range(501)],
    ],
)
COST: Lists = (
    [0, 0.0001, 1_000_000_000, "1500.50"],
    [-0.01, -1, 1_000_000_000.01, 0.00001, "1e3", "1,000", True, None, "x"],
)


def by_name(values: list[Any]) -> list[Any]:
    return [{"HDFC Card": value} for value in values]


def keys(value: Any) -> Lists:
    """The names in a map, with a value that is good for each."""
    good: list[Any] = [{}, {"x": value}, {"x" * 120: value}, {f"card {n}": value for n in range(500)}]
    bad: list[Any] = [
        None,
        [],
        "x",
        {"": value},
        {" ": value},
        {"x" * 121: value},
        {"Card": value, "card": value},
        {f"card {n}": value for n in range(501)},
    ]
    return good, bad


def years(*labels: str) -> list[Any]:
    return [{label: SALARY} for label in labels]


def salaries(field: str, values: list[Any]) -> list[Any]:
    return [{"2025-26": SALARY | {field: value}} for value in values]


def grants(**changes: Any) -> list[Any]:
    return [GRANT | changes]


def vested(*quantities: Any, total: Any = 100, date: Any = "2026-01-15") -> list[Any]:
    schedule = [{"date": date, "quantity": quantity} for quantity in quantities]
    return grants(total_shares=total, vesting_schedule=schedule)


def growth(field: str, values: list[Any]) -> list[Any]:
    return [GROWTH | {field: value} for value in values]


COSTS = ("basic_annual", "hra_annual", "special_allowance_annual", "epf_monthly", "professional_tax_annual")
RATES = ("salary_hike_pct", "variable_growth_pct", "stock_appreciation_pct")
LIMITS, MAPPED, LOW = keys(5), keys("gold"), keys(-5)

# name: (accepted at and between the bounds, refused beyond them)
TABLE: dict[str, Lists] = {
    "fiscal_year_start_month": ([1, 4, 12], [0, 13, -1, 4.5, "4", True, None, 10**30]),
    "essential_categories": NAMES,
    "investment_account_mappings": (
        MAPPED[0]
        + by_name(
            ["stocks", "mutual_funds", "fixed_deposits", "ppf_epf", "real_estate", "gold", "crypto", "other"]
        ),
        MAPPED[1] + by_name(["bonds", "", None, 1, "Stocks"]),
    ),
    "taxable_income_categories": SOURCES,
    "investment_returns_categories": SOURCES,
    "non_taxable_income_categories": SOURCES,
    "other_income_categories": SOURCES,
    "default_budget_alert_threshold": PERCENT,
    "auto_create_budgets": BOOLEAN,
    "budget_rollover_enabled": BOOLEAN,
    "number_format": (["indian", "international"], ["Indian", "", None, 1, "european"]),
    "currency_symbol": (["₹", "$", "Bds$", "x" * 8], ["", " ", "x" * 9, None, 1]),
    "currency_symbol_position": (["before", "after"], ["left", "", None, "Before"]),
    "default_time_range": (
        [
            "all_time",
            "this_month",
            "last_month",
            "last_3_months",
            "last_6_months",
            "last_12_months",
            "this_year",
            "last_year",
            "fy",
        ],
        ["ever", "", None, "FY"],
    ),
    "display_currency": (["INR", "EUR", "JPY"], ["XXX", "", "EURO", "€", None, 978]),
    "anomaly_expense_threshold": (
        [1, 10, 2.5, 1.01, "9.99"],
        [0.99, 10.01, 0, 11, -2, 2.001, None, "x", True],
    ),
    "anomaly_types_enabled": (
        [[], ["high_expense"], DEFAULTS["anomaly_types_enabled"]],
        [None, ["ugly"], "high_expense", [""], [None]],
    ),
    "auto_dismiss_recurring_anomalies": BOOLEAN,
    "recurring_min_confidence": PERCENT,
    "recurring_auto_confirm_occurrences": ([2, 6, 12], [1, 13, 0, 2.5, None, "6", True]),
    "credit_card_limits": (LIMITS[0] + by_name(COST[0]), LIMITS[1] + by_name(COST[1])),
    "earning_start_date": (
        [None, "1900-01-01", "2020-02-29", "2031-11-21"],
        ["1899-12-31", "2031-11-22", "2021-02-29", "20200229", "2020-2-9", "", 2020, True],
    ),
    "use_earning_start_date": BOOLEAN,
    "fixed_expense_categories": NAMES,
    "savings_goal_percent": PERCENT,
    "monthly_investment_target": COST,
    "payday": ([1, 15, 31], [0, 32, -1, 1.5, None, "1", True]),
    "preferred_tax_regime": (["new", "old"], ["", "New", None, 1]),
    "excluded_accounts": NAMES,
    "notify_budget_alerts": BOOLEAN,
    "notify_anomalies": BOOLEAN,
    "notify_upcoming_bills": BOOLEAN,
    "notify_days_ahead": ([0, 7, 60], [-1, 61, 1.5, None, "7", False]),
    "notify_goal_milestones": BOOLEAN,
    "notify_sync_problems": BOOLEAN,
    "low_balance_threshold": (
        LOW[0] + by_name([0, -1_000_000_000, 1_000_000_000, "-0.0001"]),
        LOW[1] + by_name([-1_000_000_000.01, 1_000_000_001, 0.00001, None, True]),
    ),
    "salary_structure": (
        [{}, *years("2025-26", "1999-00", "2025"), {str(1900 + n): SALARY for n in range(100)}]
        + [case for field in COSTS for case in salaries(field, COST[0])]
        + salaries("nps_monthly", [None, 0, 1_000_000_000]),
        [
            None,
            [],
            {"2025-26": {}},
            {"2025-26": SALARY | {"bonus": 1}},
            {str(1900 + n): SALARY for n in range(101)},
        ]
        + years("", "2025-27", "25-26", "FY 2025-26", "2025-2026")
        + [case for field in COSTS for case in salaries(field, COST[1])]
        + salaries("is_new_regime", [None, "yes", 1])
        + salaries("nps_monthly", [-1, "x", True])
        + [{"2025-26": {key: value for key, value in SALARY.items() if key != field}} for field in COSTS],
    ),
    "rsu_grants": (
        [
            [],
            vested(),
            vested(100),
            vested(0.5, "99.5"),
            vested(0, total=0),
            vested(1, date="1900-01-01"),
            vested(1, date="2126-11-21"),
            vested(*[1] * 500, total=500),
            grants(stock_price=0),
            grants(id="x" * 120),
            [GRANT | {"id": f"grant-{number}", "vesting_schedule": []} for number in range(200)],
        ],
        [
            None,
            {},
            [{}],
            vested(101),
            vested(50, 50.0000000001),
            vested(-1),
            vested(True),
            vested(None),
            vested(1, total=-1),
            vested(1, total=10**12 + 1),
            vested(1, date="1899-12-31"),
            vested(1, date="2126-11-22"),
            vested(1, date=None),
            vested(*[0] * 501),
            grants(stock_price=-1),
            grants(id=""),
            grants(id=1),
            grants(company="x" * 121),
            grants(grant_date="soon"),
            grants(shares=1),
            [GRANT | {"id": f"grant-{number}", "vesting_schedule": []} for number in range(201)],
        ],
    ),
    "growth_assumptions": (
        [case for field in RATES for case in growth(field, [-100, 0, 1000, 7.25])]
        + growth("projection_years", [1, 10])
        + growth("include_rsu_in_projection", [True, False]),
        [None, {}, [], GROWTH | {"more": 1}]
        + [case for field in RATES for case in growth(field, [-100.01, 1000.01, 7.255, None, "x", True])]
        + growth("projection_years", [0, 11, 2.5, None, "3", True])
        + growth("include_rsu_in_projection", [None, 1]),
    ),
}
SHARES = ("needs_target_percent", "wants_target_percent", "savings_target_percent")
SPENDING: Lists = (
    [(100, 0, 0), (0, 100, 0), (0, 0, 100), (33.33, 33.33, 33.34), ("40", "40", "20")],
    [
        (100.01, 0, 0),
        (101, -1, 0),
        (50, 30, 20.01),
        (50, 30, 19),
        (0, 0, 0),
        (50, 30, None),
        (50, 30, 20.001),
    ],
)
TABLE |= {
    name: (
        [dict(zip(SHARES, shares, strict=True)) for shares in SPENDING[0]],
        [dict(zip(SHARES, shares, strict=True)) for shares in SPENDING[1]],
    )
    for name in SHARES
}
