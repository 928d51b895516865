"""For every other currency: a household of no particular country."""

from __future__ import annotations

from typing import Final

from finance.demo.persona import Bill, Habit, Household, Subscription
from providers.mockbank.world.persona import CARD, CASH, FUNDS, MAIN, NEST, POT, WALLET, Persona, Trip

_DAILY, _WORK, _WEEKEND, _SATURDAY = (0, 1, 2, 3, 4, 5, 6), (0, 1, 2, 3, 4), (5, 6), (5,)
_FOOD, _MOVE, _SHOP, _FUN = "Food & Dining", "Transportation", "Shopping", "Entertainment"
_BILLS, _HEALTH, _TRAVEL = "Bills & Utilities", "Healthcare", "Travel"

_ANYWHERE: Final = Household(
    main=MAIN,
    rent=1_100,
    rent_rise_percent=10,
    rent_note="Rent, Park Street",
    electricity=(70, 68, 60, 52, 48, 55, 62, 61, 50, 52, 60, 68),
    electricity_note="City Electricity",
    habits=(
        Habit(("Corner Coffee",), _FOOD, "Coffee & Snacks", CARD, 3, 6, 10, _WORK, 480, again=180),
        Habit(("City Metro",), _MOVE, "Public Transport", WALLET, 2, 2, 10, _WORK, 700, again=900),
        Habit(("Carrefour", "Aldi", "Lidl"), _FOOD, "Groceries", CARD, 28, 110, 1, _SATURDAY, 930),
        Habit(("Minimarket",), _FOOD, "Groceries", CARD, 6, 30, 1, _DAILY, 260),
        Habit(("Street market",), _FOOD, "Groceries", CASH, 5, 25, 50, (2, 5), 420),
        Habit(("Subway", "McDonald's"), _FOOD, "Restaurants", CARD, 7, 18, 5, _WORK, 280),
        Habit(("Uber Eats",), _FOOD, "Food Delivery", CARD, 14, 40, 1, (4, 6), 300),
        Habit(("Bistro Luna", "Casa Verde"), _FOOD, "Restaurants", CARD, 22, 80, 5, _WEEKEND, 220),
        Habit(("Shell", "TotalEnergies"), _MOVE, "Fuel", CARD, 30, 66, 1, _DAILY, 80),
        Habit(("Uber",), _MOVE, "Taxi & Ride Share", WALLET, 7, 28, 1, _DAILY, 90),
        Habit(("City Pharmacy",), _HEALTH, "Pharmacy", CARD, 5, 34, 1, _DAILY, 50),
        Habit(("Amazon", "H&M"), _SHOP, "Online Shopping", CARD, 10, 110, 1, _DAILY, 120, returned=150),
        Habit(("Cinema City",), _FUN, "Movies & Events", CARD, 9, 40, 50, _WEEKEND, 110),
    ),
    bills=(
        Bill(4, "Fibre Internet", _BILLS, "Internet & Phone", MAIN, 40, 40),
        Bill(8, "Vodafone", _BILLS, "Internet & Phone", MAIN, 20, 24),
        Bill(14, "City Water", _BILLS, "Water", MAIN, 30, 44),
        Bill(17, "Allianz Insurance", _BILLS, "Insurance", MAIN, 65, 65),
        Bill(20, "City Gym", _HEALTH, "Fitness", MAIN, 30, 30),
        Bill(11, "National Railways", _TRAVEL, "Trains & Buses", CARD, 40, 120, (3, 6, 8, 12)),
    ),
    subscriptions=(
        Subscription(6, "Netflix", 13, 15, 8, CARD),
        Subscription(13, "Spotify", 10, 12, 5, CARD),
        Subscription(24, "Google One", 2, 3, 7, CARD),
    ),
    festival=(
        Habit(("Media World", "Bookshop"), "Other", "Gifts & Donations", CARD, 15, 140, 1, _DAILY, 220),
    ),
    season=((12, 1), (12, 24)),
    agreement_months=12,
)

NEUTRAL: Final = Persona(
    household=_ANYWHERE,
    places={name: name for name in (MAIN, CARD, WALLET, CASH)},
    names={
        MAIN: "Current Account",
        POT: "Savings Account",
        CARD: "Credit Card",
        WALLET: "Prepaid Card",
        NEST: "Reserve",
        FUNDS: "Investments",
    },
    salary=3_300,
    raise_percent=4,
    employer="Meridian Works",
    set_aside=((3, FUNDS, 200), (5, POT, 100), (7, NEST, 150)),
    step=10,
    surprises=(
        ("Aurum Jewellers", 500, 1_900),
        ("Summit Outdoor", 160, 620),
        ("Music House", 260, 900),
        ("Home & Oak Furniture", 450, 1_500),
    ),
    trip=Trip(
        "USD", 100, (("Grand Hotel", 100, 190), ("Harbour Grill", 14, 45), ("Airport Express", 10, 40))
    ),
    phrases={
        MAIN: ("DIRECT DEBIT {name} {ref}", "PAYMENT {name} REF {ref}"),
        CARD: ("{name} {code}", "STRIPE* {name}", "PAYPAL *{name} {ref}", "CARD PURCHASE {name}"),
        WALLET: ("{name} {code}", "CONTACTLESS {name}"),
        "salary": ("SALARY {name} {month}",),
        "bonus": ("BONUS {name} {month}",),
        "interest": ("INTEREST {month}",),
        "refund": ("REFUND {name} {code}",),
        "out": ("TRANSFER TO {mask} {ref}",),
        "in": ("TRANSFER FROM {mask} {ref}",),
        "cash": ("ATM {ref} CENTRAL STATION",),
        "trip": ("{name} ABROAD {amount}",),
        "fee": ("FOREIGN TRANSACTION FEE",),
    },
)
