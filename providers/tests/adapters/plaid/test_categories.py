from __future__ import annotations

from decimal import Decimal

import pytest

from finance.domain.default_categories import DEFAULT_CATEGORIES
from providers.adapters.plaid.categories import DETAILED, PRIMARY, category_of

OURS = {category.name: {child.name for child in category.children} for category in DEFAULT_CATEGORIES}


@pytest.mark.parametrize("place", sorted({*DETAILED.values(), *PRIMARY.values()}, key=str))
def test_every_place_is_one_of_our_defaults(place: tuple[str, str | None]) -> None:
    category, subcategory = place
    assert category in OURS
    assert subcategory is None or subcategory in OURS[category]


@pytest.mark.parametrize("detailed", sorted(DETAILED))
def test_a_detailed_category_belongs_to_a_primary_one(detailed: str) -> None:
    assert [primary for primary in PRIMARY if detailed.startswith(f"{primary}_")]


@pytest.mark.parametrize(
    ("primary", "detailed", "amount", "place"),
    [
        ("FOOD_AND_DRINK", "FOOD_AND_DRINK_COFFEE", "-3", ("Food & Dining", "Coffee & Snacks")),
        ("FOOD_AND_DRINK", "FOOD_AND_DRINK_NEWLY_INVENTED", "-3", ("Food & Dining", None)),
        ("FOOD_AND_DRINK", "FOOD_AND_DRINK_COFFEE", "3", ("Income", "Refunds & Cashback")),
        ("INCOME", "INCOME_WAGES", "3000", ("Income", "Salary")),
        ("INCOME", "INCOME_WAGES", "-3000", ("", None)),
        ("TRANSFER_OUT", "TRANSFER_OUT_SAVINGS", "-3", ("Transfers", "Savings")),
        ("TRANSFER_OUT", "TRANSFER_OUT_SAVINGS", "3", ("", None)),
        ("TRANSFER_IN", "TRANSFER_IN_DEPOSIT", "3", ("", None)),
        ("LOAN_PAYMENTS", "LOAN_PAYMENTS_CREDIT_CARD_PAYMENT", "-3", ("Transfers", None)),
        ("NEWLY_INVENTED", "", "-3", ("", None)),
        ("", "", "3", ("", None)),
    ],
)
def test_places(primary: str, detailed: str, amount: str, place: tuple[str, str | None]) -> None:
    assert category_of(primary, detailed, Decimal(amount)) == place
