"""Plaid's personal finance categories in the names of our default ones.

Taxonomy: plaid.com/documents/transactions-personal-finance-category-taxonomy.csv. A detailed category that
is not here counts as its primary one.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

Place = tuple[str, str | None]

_NOWHERE: Final[Place] = ("", None)
_REFUND: Final[Place] = ("Income", "Refunds & Cashback")
_FOOD, _SHOP, _FUN, _BILLS = "Food & Dining", "Shopping", "Entertainment", "Bills & Utilities"
_ROAD, _HEALTH, _TRAVEL, _OTHER, _MOVED = "Transportation", "Healthcare", "Travel", "Other", "Transfers"

PRIMARY: Final[dict[str, Place]] = {
    "INCOME": ("Income", None),
    "TRANSFER_OUT": (_MOVED, None),
    "LOAN_PAYMENTS": (_BILLS, "Loan Payments"),
    "BANK_FEES": (_OTHER, "Fees & Charges"),
    "ENTERTAINMENT": (_FUN, None),
    "FOOD_AND_DRINK": (_FOOD, None),
    "GENERAL_MERCHANDISE": (_SHOP, None),
    "HOME_IMPROVEMENT": (_SHOP, "Home & Furniture"),
    "MEDICAL": (_HEALTH, None),
    "PERSONAL_CARE": (_SHOP, "Personal Care"),
    "GENERAL_SERVICES": (_OTHER, "Miscellaneous"),
    "GOVERNMENT_AND_NON_PROFIT": (_OTHER, "Miscellaneous"),
    "TRANSPORTATION": (_ROAD, None),
    "TRAVEL": (_TRAVEL, None),
    "RENT_AND_UTILITIES": (_BILLS, None),
}

DETAILED: Final[dict[str, Place]] = {
    "INCOME_DIVIDENDS": ("Income", "Dividends"),
    "INCOME_INTEREST_EARNED": ("Income", "Interest"),
    "INCOME_TAX_REFUND": _REFUND,
    "INCOME_WAGES": ("Income", "Salary"),
    "TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS": (_MOVED, "Investments"),
    "TRANSFER_OUT_SAVINGS": (_MOVED, "Savings"),
    "TRANSFER_OUT_WITHDRAWAL": (_MOVED, "Cash Withdrawal"),
    "LOAN_PAYMENTS_CREDIT_CARD_PAYMENT": (_MOVED, None),
    "ENTERTAINMENT_MUSIC_AND_AUDIO": (_FUN, "Streaming & Subscriptions"),
    "ENTERTAINMENT_SPORTING_EVENTS_AMUSEMENT_PARKS_AND_MUSEUMS": (_FUN, "Movies & Events"),
    "ENTERTAINMENT_TV_AND_MOVIES": (_FUN, "Streaming & Subscriptions"),
    "ENTERTAINMENT_VIDEO_GAMES": (_FUN, "Games"),
    "FOOD_AND_DRINK_BEER_WINE_AND_LIQUOR": (_FOOD, "Alcohol & Bars"),
    "FOOD_AND_DRINK_COFFEE": (_FOOD, "Coffee & Snacks"),
    "FOOD_AND_DRINK_FAST_FOOD": (_FOOD, "Restaurants"),
    "FOOD_AND_DRINK_GROCERIES": (_FOOD, "Groceries"),
    "FOOD_AND_DRINK_RESTAURANT": (_FOOD, "Restaurants"),
    "FOOD_AND_DRINK_VENDING_MACHINES": (_FOOD, "Coffee & Snacks"),
    "GENERAL_MERCHANDISE_BOOKSTORES_AND_NEWSSTANDS": (_SHOP, "Books & Stationery"),
    "GENERAL_MERCHANDISE_CLOTHING_AND_ACCESSORIES": (_SHOP, "Clothing"),
    "GENERAL_MERCHANDISE_ELECTRONICS": (_SHOP, "Electronics"),
    "GENERAL_MERCHANDISE_GIFTS_AND_NOVELTIES": (_OTHER, "Gifts & Donations"),
    "GENERAL_MERCHANDISE_OFFICE_SUPPLIES": (_SHOP, "Books & Stationery"),
    "GENERAL_MERCHANDISE_ONLINE_MARKETPLACES": (_SHOP, "Online Shopping"),
    "GENERAL_MERCHANDISE_PET_SUPPLIES": (_OTHER, "Pets"),
    "GENERAL_MERCHANDISE_SPORTING_GOODS": (_FUN, "Sports & Hobbies"),
    "HOME_IMPROVEMENT_REPAIR_AND_MAINTENANCE": (_BILLS, "Maintenance"),
    "MEDICAL_DENTAL_CARE": (_HEALTH, "Doctor & Hospital"),
    "MEDICAL_EYE_CARE": (_HEALTH, "Doctor & Hospital"),
    "MEDICAL_NURSING_CARE": (_HEALTH, "Doctor & Hospital"),
    "MEDICAL_PHARMACIES_AND_SUPPLEMENTS": (_HEALTH, "Pharmacy"),
    "MEDICAL_PRIMARY_CARE": (_HEALTH, "Doctor & Hospital"),
    "MEDICAL_VETERINARY_SERVICES": (_OTHER, "Pets"),
    "PERSONAL_CARE_GYMS_AND_FITNESS_CENTERS": (_HEALTH, "Fitness"),
    "GENERAL_SERVICES_AUTOMOTIVE": (_ROAD, "Vehicle Maintenance"),
    "GENERAL_SERVICES_CHILDCARE": (_OTHER, "Childcare"),
    "GENERAL_SERVICES_EDUCATION": (_OTHER, "Education"),
    "GENERAL_SERVICES_INSURANCE": (_BILLS, "Insurance"),
    "GOVERNMENT_AND_NON_PROFIT_DONATIONS": (_OTHER, "Gifts & Donations"),
    "GOVERNMENT_AND_NON_PROFIT_TAX_PAYMENT": (_BILLS, "Taxes"),
    "TRANSPORTATION_BIKES_AND_SCOOTERS": (_ROAD, "Taxi & Ride Share"),
    "TRANSPORTATION_GAS": (_ROAD, "Fuel"),
    "TRANSPORTATION_PARKING": (_ROAD, "Parking & Tolls"),
    "TRANSPORTATION_PUBLIC_TRANSIT": (_ROAD, "Public Transport"),
    "TRANSPORTATION_TAXIS_AND_RIDE_SHARES": (_ROAD, "Taxi & Ride Share"),
    "TRANSPORTATION_TOLLS": (_ROAD, "Parking & Tolls"),
    "TRAVEL_FLIGHTS": (_TRAVEL, "Flights"),
    "TRAVEL_LODGING": (_TRAVEL, "Hotels"),
    "RENT_AND_UTILITIES_GAS_AND_ELECTRICITY": (_BILLS, "Electricity"),
    "RENT_AND_UTILITIES_INTERNET_AND_CABLE": (_BILLS, "Internet & Phone"),
    "RENT_AND_UTILITIES_RENT": (_BILLS, "Rent"),
    "RENT_AND_UTILITIES_TELEPHONE": (_BILLS, "Internet & Phone"),
    "RENT_AND_UTILITIES_WATER": (_BILLS, "Water"),
}


def category_of(primary: str, detailed: str, amount: Decimal) -> Place:
    """Category ("" = no opinion) and subcategory; `amount` is ours, negative = spent.

    Money that comes back from where one spends is a refund; income that goes out is for the ledger to judge.
    """
    place = DETAILED.get(detailed) or PRIMARY.get(primary, _NOWHERE)
    if amount > 0 and place[0] not in {"Income", _MOVED, ""}:
        return _REFUND
    if (amount < 0) == (place[0] == "Income") or (amount > 0 and place[0] == _MOVED):
        return _NOWHERE
    return place
