"""Who the demo is about: an engineer in Bengaluru who shares nothing with anybody real. Amounts in rupees."""

from __future__ import annotations

from typing import Final, NamedTuple

SAVINGS: Final = "HDFC Savings"
CARD: Final = "ICICI Credit Card"
WALLET: Final = "Paytm Wallet"
CASH: Final = "Cash"
EMERGENCY: Final = "SBI Emergency Fund"
FUNDS: Final = "Groww Mutual Funds"
PPF: Final = "PPF Account"

SALARY, RAISE_PERCENT = 138_000, 8  # in the hand; a raise each April
RENT, RENT_RISE_PERCENT, AGREEMENT_MONTHS = 28_000, 6, 11

_EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
_WORKDAYS = (0, 1, 2, 3, 4)
_MON, _TUE, _WED, _THU, _FRI, _SAT, _SUN = _EVERY_DAY


class Habit(NamedTuple):
    """Something bought on some of these weekdays, in steps of `step` paise between `low` and `high` rupees.

    `again` is how often, of a thousand times, the same is bought twice on that day; `returned` how often it
    goes back to the shop.
    """

    notes: tuple[str, ...]
    category: str
    subcategory: str
    account: str
    low: int
    high: int
    step: int
    days: tuple[int, ...]
    permille: int
    again: int = 0
    returned: int = 0


_FOOD, _MOVE, _SHOP, _FUN = "Food & Dining", "Transportation", "Shopping", "Entertainment"
_BILLS, _HEALTH, _TRAVEL = "Bills & Utilities", "Healthcare", "Travel"
_RUPEE = 100

HABITS: Final = (
    Habit(("Namma Metro",), _MOVE, "Public Transport", WALLET, 38, 38, _RUPEE, (_TUE, _THU), 850, again=1000),
    Habit(("Tea", "Filter coffee"), _FOOD, "Coffee & Snacks", CASH, 15, 30, 500, _WORKDAYS, 400, again=250),
    Habit(("Lunch near the office",), _FOOD, "Restaurants", SAVINGS, 90, 220, 1000, (_TUE, _THU, _FRI), 350),
    Habit(("Chaat", "Dosa corner", "Juice"), _FOOD, "Coffee & Snacks", CASH, 40, 120, 1000, _EVERY_DAY, 100),
    Habit(("Vegetable market",), _FOOD, "Groceries", CASH, 80, 260, 1000, (_WED, _SUN), 780),
    Habit(("Nandini milk",), _FOOD, "Groceries", SAVINGS, 54, 110, 200, _EVERY_DAY, 150),
    Habit(("BigBasket", "DMart", "Blinkit"), _FOOD, "Groceries", CARD, 450, 3200, 1, (_SAT,), 850),
    Habit(("Blinkit", "Zepto"), _FOOD, "Groceries", CARD, 180, 900, 1, (_TUE, _THU), 250),
    Habit(("Swiggy", "Zomato"), _FOOD, "Food Delivery", CARD, 220, 780, 1, (_FRI, _SUN), 420),
    Habit(("Swiggy", "Zomato"), _FOOD, "Food Delivery", CARD, 180, 450, 1, _EVERY_DAY, 90),
    Habit(
        ("Toit", "Truffles", "Meghana Foods", "MTR"), _FOOD, "Restaurants", CARD, 600, 2800, 5, (_SAT,), 450
    ),
    Habit(("Uber", "Ola"), _MOVE, "Taxi & Ride Share", WALLET, 120, 520, 1, _EVERY_DAY, 110),
    Habit(("Auto rickshaw",), _MOVE, "Taxi & Ride Share", CASH, 60, 180, 1000, _EVERY_DAY, 160),
    Habit(("Indian Oil", "HP Petrol"), _MOVE, "Fuel", CARD, 1200, 2000, 10000, _EVERY_DAY, 85),
    Habit(("Parking",), _MOVE, "Parking & Tolls", CASH, 20, 60, 1000, (_SAT, _SUN), 200),
    Habit(("Apollo Pharmacy", "MedPlus"), _HEALTH, "Pharmacy", SAVINGS, 90, 900, 1, _EVERY_DAY, 40),
    Habit(("Dr. Rao, consultation",), _HEALTH, "Doctor & Hospital", SAVINGS, 600, 1200, 10000, (_SAT,), 60),
    Habit(("Salon",), _SHOP, "Personal Care", SAVINGS, 350, 600, 5000, (_SUN,), 220),
    Habit(("Myntra", "Uniqlo"), _SHOP, "Clothing", CARD, 700, 3500, 100, _EVERY_DAY, 35, returned=220),
    Habit(
        ("Amazon", "Flipkart"), _SHOP, "Online Shopping", CARD, 250, 4500, 100, _EVERY_DAY, 85, returned=120
    ),
    Habit(("Blossom Book House",), _SHOP, "Books & Stationery", CARD, 250, 1400, 100, (_SUN,), 90),
    Habit(("PVR Cinemas", "BookMyShow"), _FUN, "Movies & Events", CARD, 350, 900, 1000, (_SAT, _FRI), 110),
)


class Bill(NamedTuple):
    """Due on `day` of each of `months` (() = all of them)."""

    day: int
    note: str
    category: str
    subcategory: str
    account: str
    low: int
    high: int
    months: tuple[int, ...] = ()


BILLS: Final = (
    Bill(3, "Cult.fit gym", _HEALTH, "Fitness", CARD, 1800, 1800),
    Bill(5, "Lakshmi, cooking and cleaning", _BILLS, "Maintenance", SAVINGS, 6500, 6500),
    Bill(8, "ACT Fibernet", _BILLS, "Internet & Phone", SAVINGS, 1179, 1179),
    Bill(10, "Society maintenance", _BILLS, "Maintenance", SAVINGS, 3200, 3200),
    Bill(11, "Airtel postpaid", _BILLS, "Internet & Phone", CARD, 549, 612),
    Bill(16, "BWSSB water", _BILLS, "Water", SAVINGS, 140, 260),
    Bill(20, "Indane LPG", _BILLS, "Gas", SAVINGS, 903, 953, (1, 3, 5, 7, 9, 11)),
    Bill(17, "HDFC Ergo health insurance", _BILLS, "Insurance", CARD, 28450, 28450, (1,)),
    Bill(12, "LIC term insurance", _BILLS, "Insurance", SAVINGS, 14780, 14780, (6,)),
    Bill(21, "Maruti service", _MOVE, "Vehicle Maintenance", CARD, 5200, 9400, (2, 8)),
    Bill(15, "Amazon Prime", _FUN, "Streaming & Subscriptions", CARD, 1499, 1499, (7,)),
    Bill(12, "Flights to Goa", _TRAVEL, "Flights", CARD, 16000, 24000, (4,)),
    Bill(14, "Hotel in Goa", _TRAVEL, "Hotels", CARD, 14000, 22000, (5,)),
    Bill(22, "IRCTC to Jaipur", _TRAVEL, "Trains & Buses", CARD, 4200, 6100, (12,)),
    Bill(27, "Hotel in Jaipur", _TRAVEL, "Hotels", CARD, 9000, 14000, (12,)),
)
# BESCOM's bill follows the fan and the heater: rupees by month.
ELECTRICITY: Final = (1650, 1500, 1900, 2650, 2900, 2200, 1600, 1500, 1450, 1500, 1400, 1700)


class Subscription(NamedTuple):
    """`price` rupees on `day` of each month, `new_price` from the month of the ledger with that index on."""

    day: int
    note: str
    price: int
    new_price: int
    from_month: int
    account: str = CARD


SUBSCRIPTIONS: Final = (
    Subscription(6, "Netflix", 499, 649, 19),
    Subscription(13, "Spotify", 119, 139, 27),
    Subscription(18, "YouTube Premium", 129, 149, 12),
    Subscription(24, "iCloud+", 75, 75, 0),
)

# From 10 October to 10 November, as the lamps go up.
FESTIVAL: Final = (
    Habit(("Anand Sweets", "Kanti Sweets"), _FOOD, "Groceries", CARD, 450, 1900, 1000, _EVERY_DAY, 110),
    Habit(("Fabindia", "Manyavar"), _SHOP, "Clothing", CARD, 1800, 6500, 100, _EVERY_DAY, 80, returned=90),
    Habit(("Croma", "Reliance Digital"), _SHOP, "Electronics", CARD, 2500, 18000, 100, (_SAT, _SUN), 150),
    Habit(("Gifts for the family",), "Other", "Gifts & Donations", SAVINGS, 500, 3000, 50000, _EVERY_DAY, 90),
)


class Household(NamedTuple):
    """What `spending` is about. Money is in whole units, a month's electricity by month of the year.

    `season` are the first and the last (month, day) of the festival.
    """

    main: str
    rent: int
    rent_rise_percent: int
    rent_note: str
    electricity: tuple[int, ...]
    electricity_note: str
    habits: tuple[Habit, ...]
    bills: tuple[Bill, ...]
    subscriptions: tuple[Subscription, ...]
    festival: tuple[Habit, ...]
    season: tuple[tuple[int, int], tuple[int, int]]
    agreement_months: int = AGREEMENT_MONTHS


BENGALURU: Final = Household(
    main=SAVINGS,
    rent=RENT,
    rent_rise_percent=RENT_RISE_PERCENT,
    rent_note="Rent, Indiranagar flat",
    electricity=ELECTRICITY,
    electricity_note="BESCOM electricity",
    habits=HABITS,
    bills=BILLS,
    subscriptions=SUBSCRIPTIONS,
    festival=FESTIVAL,
    season=((10, 10), (11, 10)),
)
