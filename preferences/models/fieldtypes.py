"""Field types that only preferences have; see `config.drf.values`."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

from msgspec import Meta

from config.drf.scalars import parse_amount, parse_number, parse_text
from config.drf.values import Name, value_type
from preferences.domain.fiscal_years import PATTERN
from preferences.domain.names import LONGEST

MOST_NAMES = 500
SEPARATOR = "::"


def _parse_between(value: object, *, low: int, high: int, decimals: int) -> Decimal:
    number = Decimal(f"{parse_number(value):f}") + 0  # neither an exponent nor minus zero
    if not low <= number <= high:
        raise ValueError(f"Must be between {low} and {high}")
    if round(number, decimals) != number:
        raise ValueError(f"At most {decimals} decimals")
    return number


def _between(name: str, low: int, high: int, *, decimals: int = 2) -> Any:
    """A number with both ends; whole percent or hundredths of it as written, never a float."""
    sign = "-?" if low < 0 else ""
    written = [
        {"type": "number", "minimum": low, "maximum": high},
        {"type": "string", "pattern": rf"^{sign}[0-9]{{1,{len(str(high))}}}(\.[0-9]{{1,{decimals}}})?$"},
    ]
    parse = partial(_parse_between, low=low, high=high, decimals=decimals)
    return value_type(name, Decimal, parse, oneOf=written, description=f"At most {decimals} decimals")


def _parse_cost(value: object) -> Decimal:
    amount = parse_amount(value)
    if amount < 0:
        raise ValueError("Must be at least 0")
    return amount


def _parse_source(value: object) -> str:
    """A category, or one subcategory of it."""
    parts = [part.strip() for part in parse_text(value, limit=2 * LONGEST + 4).split(SEPARATOR)]
    if len(parts) > 2 or not all(0 < len(part) <= LONGEST for part in parts):
        raise ValueError("Must be Category::Subcategory")
    return SEPARATOR.join(parts)


if TYPE_CHECKING:
    Percent = Decimal
    Growth = Decimal
    Threshold = Decimal
    Cost = Decimal
    Quantity = Decimal
    Symbol = str
    IncomeSource = str
else:
    Percent = _between("Percent", 0, 100)
    Growth = _between("Growth", -100, 1000)
    Threshold = _between("Threshold", 1, 10)
    Quantity = _between("Quantity", 0, 10**12, decimals=10)
    Cost = value_type(
        "Cost",
        Decimal,
        _parse_cost,
        oneOf=[
            {"type": "number", "minimum": 0, "maximum": 1_000_000_000},
            {"type": "string", "pattern": r"^[0-9]{1,10}(\.[0-9]{1,4})?$"},
        ],
        description="At most 4 decimals",
    )
    Symbol = value_type(
        "Symbol", str, partial(parse_text, limit=8, least=1), type="string", minLength=1, maxLength=8
    )
    IncomeSource = value_type("IncomeSource", str, _parse_source, type="string", minLength=1, maxLength=244)

Names = Annotated[list[Name], Meta(max_length=MOST_NAMES)]
IncomeSources = Annotated[list[IncomeSource], Meta(max_length=MOST_NAMES)]
AccountName = Annotated[str, Meta(min_length=1, max_length=LONGEST)]
FiscalYear = Annotated[str, Meta(pattern=PATTERN)]
InvestmentType = Literal[
    "stocks", "mutual_funds", "fixed_deposits", "ppf_epf", "real_estate", "gold", "crypto", "other"
]
AnomalyType = Literal[
    "high_expense",
    "unusual_category",
    "large_transfer",
    "duplicate_charge",
    "price_rise",
    "missing_recurring",
    "new_merchant",
    "budget_exceeded",
]
