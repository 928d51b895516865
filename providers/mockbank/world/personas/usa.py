"""A nurse in Seattle: payroll by direct deposit, cards, Zelle."""

from __future__ import annotations

from typing import Final

from finance.demo.persona import Bill, Habit, Household, Subscription
from providers.mockbank.world.persona import CARD, CASH, FUNDS, MAIN, NEST, POT, WALLET, Persona, Trip

_DAILY, _WORK, _WEEKEND, _SATURDAY = (0, 1, 2, 3, 4, 5, 6), (0, 1, 2, 3, 4), (5, 6), (5,)
_FOOD, _MOVE, _SHOP, _FUN = "Food & Dining", "Transportation", "Shopping", "Entertainment"
_BILLS, _HEALTH, _TRAVEL = "Bills & Utilities", "Healthcare", "Travel"

_SEATTLE: Final = Household(
    main=MAIN,
    rent=1_850,
    rent_rise_percent=6,
    rent_note="Pine Street Apartments",
    electricity=(128, 118, 104, 88, 74, 66, 71, 73, 68, 79, 98, 121),
    electricity_note="Seattle City Light",
    habits=(
        Habit(
            ("Starbucks", "Victrola Coffee"), _FOOD, "Coffee & Snacks", CARD, 4, 7, 25, _WORK, 480, again=180
        ),
        Habit(("Sound Transit",), _MOVE, "Public Transport", WALLET, 3, 3, 25, _WORK, 700, again=850),
        Habit(("Trader Joe's", "Safeway", "QFC"), _FOOD, "Groceries", CARD, 32, 145, 1, _SATURDAY, 920),
        Habit(("QFC", "Safeway"), _FOOD, "Groceries", CARD, 12, 48, 1, (1, 3), 460),
        Habit(("Chipotle", "Sweetgreen", "Subway"), _FOOD, "Restaurants", CARD, 10, 19, 1, _WORK, 260),
        Habit(("DoorDash", "Uber Eats"), _FOOD, "Food Delivery", CARD, 19, 52, 1, _DAILY, 110),
        Habit(("The Pink Door", "Din Tai Fung"), _FOOD, "Restaurants", CARD, 38, 120, 1, _WEEKEND, 190),
        Habit(("Farmers market",), _FOOD, "Groceries", CASH, 10, 30, 500, (6,), 500),
        Habit(("Shell", "Chevron"), _MOVE, "Fuel", CARD, 32, 64, 1, _DAILY, 130),
        Habit(("Uber", "Lyft"), _MOVE, "Taxi & Ride Share", WALLET, 9, 34, 1, _DAILY, 90),
        Habit(("CVS Pharmacy", "Walgreens"), _HEALTH, "Pharmacy", CARD, 7, 46, 1, _DAILY, 45),
        Habit(("Amazon",), _SHOP, "Online Shopping", CARD, 9, 120, 1, _DAILY, 150, returned=90),
        Habit(("Target", "Nordstrom Rack"), _SHOP, "Clothing", CARD, 18, 140, 1, _WEEKEND, 110, returned=150),
        Habit(("AMC Theatres", "Ticketmaster"), _FUN, "Movies & Events", CARD, 15, 85, 50, _WEEKEND, 80),
    ),
    bills=(
        Bill(4, "Comcast Xfinity", _BILLS, "Internet & Phone", MAIN, 70, 70),
        Bill(9, "T-Mobile", _BILLS, "Internet & Phone", CARD, 55, 58),
        Bill(15, "GEICO Auto", _BILLS, "Insurance", MAIN, 118, 118),
        Bill(18, "Seattle Public Utilities", _BILLS, "Water", MAIN, 92, 148, (1, 3, 5, 7, 9, 11)),
        Bill(20, "Planet Fitness", _HEALTH, "Fitness", CARD, 25, 25),
        Bill(11, "Alaska Airlines", _TRAVEL, "Flights", CARD, 240, 520, (5, 11)),
    ),
    subscriptions=(
        Subscription(6, "Netflix", 15, 18, 9, CARD),
        Subscription(13, "Spotify", 11, 12, 5, CARD),
        Subscription(22, "New York Times", 17, 25, 7, CARD),
        Subscription(24, "iCloud+", 3, 3, 0, CARD),
    ),
    festival=(
        Habit(("Best Buy", "Apple Store"), _SHOP, "Electronics", CARD, 60, 480, 1, _DAILY, 110, returned=120),
        Habit(("Etsy", "Target"), "Other", "Gifts & Donations", CARD, 15, 90, 1, _DAILY, 260),
    ),
    season=((11, 20), (12, 24)),
    agreement_months=12,
)

USA: Final = Persona(
    household=_SEATTLE,
    places={name: name for name in (MAIN, CARD, WALLET, CASH)},
    names={
        MAIN: "Everyday Checking",
        POT: "Goal Savings",
        CARD: "Rewards Card",
        WALLET: "Prepaid Transit & Rides",
        NEST: "High-Yield Savings",
        FUNDS: "Brokerage Cash",
    },
    salary=5_450,
    raise_percent=4,
    employer="Harborview Medical",
    set_aside=((3, FUNDS, 450), (5, POT, 200), (7, NEST, 250)),
    step=20,
    surprises=(
        ("Blue Nile Jewelers", 900, 2_800),
        ("REI Co-op", 220, 780),
        ("Guitar Center", 340, 1_200),
        ("West Elm", 480, 1_600),
    ),
    trip=Trip(
        "EUR", 108, (("Hotel Artemide", 140, 260), ("Trattoria Luzzi", 18, 60), ("Trenitalia", 22, 90))
    ),
    phrases={
        MAIN: ("ACH DEBIT {name} WEB ID {ref}", "{name} BILLPAY {ref}", "CHECKCARD {name} SEATTLE WA"),
        CARD: (
            "{name} #{code} SEATTLE WA",
            "SQ *{name}",
            "TST* {name}",
            "STRIPE* {name} {code}",
            "{name} WA",
        ),
        WALLET: ("{name} *TRIP {code}", "APPLE PAY {name}"),
        "salary": ("{name} DES:PAYROLL ID:{ref} PPD {month}",),
        "bonus": ("{name} DES:BONUS ID:{ref} PPD {month}",),
        "interest": ("INTEREST PAYMENT {month}",),
        "refund": ("{name} RETURN {code}",),
        "out": ("ONLINE TRANSFER TO ...{mask} REF #{code}", "ZELLE TO SELF ...{mask} {ref}"),
        "in": ("ONLINE TRANSFER FROM ...{mask} REF #{code}", "ZELLE FROM SELF ...{mask} {ref}"),
        "cash": ("ATM WITHDRAWAL {ref} PIKE ST SEATTLE WA",),
        "trip": ("{name} ROMA IT {amount}",),
        "fee": ("FOREIGN TRANSACTION FEE",),
    },
)
