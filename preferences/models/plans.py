"""What people expect to earn: the parts of a salary, shares that vest, and how both will grow."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from config.drf.structs import Body
from config.drf.values import FarDay, Name
from preferences.models.fieldtypes import Cost, Growth, Quantity

MOST_VESTINGS = 500


class SalaryComponents(Body, kw_only=True):
    """Amounts in the base currency."""

    basic_annual: Cost
    hra_annual: Cost
    special_allowance_annual: Cost
    epf_monthly: Cost
    nps_monthly: Cost | None = None
    professional_tax_annual: Cost
    variable_pay_annual: Cost
    other_annual: Cost
    is_new_regime: bool


class Vesting(Body):
    date: FarDay
    quantity: Quantity


class RsuGrant(Body):
    id: Name
    company: Name
    grant_date: FarDay
    total_shares: Quantity
    stock_price: Cost
    vesting_schedule: Annotated[list[Vesting], Meta(max_length=MOST_VESTINGS)]

    def __post_init__(self) -> None:
        vested = sum((vesting.quantity for vesting in self.vesting_schedule), Decimal(0))
        if vested > self.total_shares:
            raise ValueError(f"Vests {vested:f} shares, more than the {self.total_shares:f} of the grant")


class GrowthAssumptions(Body):
    """Percentages per year."""

    salary_hike_pct: Growth
    variable_growth_pct: Growth
    stock_appreciation_pct: Growth
    projection_years: Annotated[int, Meta(ge=1, le=10)]
    include_rsu_in_projection: bool
