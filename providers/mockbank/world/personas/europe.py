"""A teacher in Leipzig (EUR), whose banks write SEPA, and a designer in Leeds (GBP) with faster payments."""

from __future__ import annotations

from typing import Final

from finance.demo.persona import Bill, Habit, Household, Subscription
from providers.mockbank.world.persona import CARD, CASH, FUNDS, MAIN, NEST, POT, WALLET, Persona, Trip

_DAILY, _WORK, _WEEKEND, _SATURDAY = (0, 1, 2, 3, 4, 5, 6), (0, 1, 2, 3, 4), (5, 6), (5,)
_FOOD, _MOVE, _SHOP, _FUN = "Food & Dining", "Transportation", "Shopping", "Entertainment"
_BILLS, _HEALTH, _TRAVEL = "Bills & Utilities", "Healthcare", "Travel"
_OWN: Final = {name: name for name in (MAIN, CARD, WALLET, CASH)}

_LEIPZIG: Final = Household(
    main=MAIN,
    rent=780,
    rent_rise_percent=13,
    rent_note="Miete Hausverwaltung Brandt",
    electricity=(62, 60, 55, 49, 44, 41, 40, 41, 45, 51, 57, 63),
    electricity_note="Stadtwerke Leipzig",
    habits=(
        Habit(("Bäckerei Lukas",), _FOOD, "Coffee & Snacks", WALLET, 2, 5, 10, _WORK, 520, again=160),
        Habit(("LVB Fahrschein",), _MOVE, "Public Transport", WALLET, 3, 3, 20, _DAILY, 260, again=700),
        Habit(("REWE", "Edeka", "Lidl"), _FOOD, "Groceries", MAIN, 28, 96, 1, _SATURDAY, 930),
        Habit(("Lidl", "Aldi", "Konsum"), _FOOD, "Groceries", MAIN, 8, 34, 1, (1, 3), 560),
        Habit(("Wochenmarkt",), _FOOD, "Groceries", CASH, 6, 22, 50, (2, 5), 420),
        Habit(("Mensa", "Vapiano"), _FOOD, "Restaurants", MAIN, 6, 15, 10, _WORK, 300),
        Habit(("Lieferando",), _FOOD, "Food Delivery", CARD, 16, 38, 5, (4, 6), 260),
        Habit(
            ("Auerbachs Keller", "Bayerischer Bahnhof"), _FOOD, "Restaurants", CARD, 24, 78, 10, _WEEKEND, 210
        ),
        Habit(("Shell", "ARAL"), _MOVE, "Fuel", CARD, 38, 74, 1, _DAILY, 70),
        Habit(("DM Drogerie", "Rossmann"), _SHOP, "Personal Care", MAIN, 6, 32, 5, _DAILY, 120),
        Habit(("Löwen Apotheke",), _HEALTH, "Pharmacy", MAIN, 5, 28, 5, _DAILY, 40),
        Habit(("Amazon", "Zalando"), _SHOP, "Online Shopping", CARD, 12, 110, 1, _DAILY, 120, returned=200),
        Habit(("CineStar", "Gewandhaus"), _FUN, "Movies & Events", CARD, 11, 48, 50, _WEEKEND, 110),
    ),
    bills=(
        Bill(3, "Vodafone Kabel", _BILLS, "Internet & Phone", MAIN, 40, 40),
        Bill(7, "Congstar", _BILLS, "Internet & Phone", MAIN, 22, 22),
        Bill(12, "Rundfunkbeitrag", _BILLS, "Other", MAIN, 55, 55, (2, 5, 8, 11)),
        Bill(1, "HUK Coburg", _BILLS, "Insurance", MAIN, 340, 340, (1,)),
        Bill(16, "McFit", _HEALTH, "Fitness", MAIN, 25, 25),
        Bill(19, "Deutsche Bahn", _TRAVEL, "Trains & Buses", CARD, 45, 130, (4, 6, 9, 12)),
    ),
    subscriptions=(
        Subscription(6, "Netflix", 13, 14, 8, CARD),
        Subscription(13, "Spotify", 10, 11, 5, CARD),
        Subscription(21, "Deutschlandticket", 49, 58, 7, CARD),
    ),
    festival=(
        Habit(("Weihnachtsmarkt",), _FOOD, "Coffee & Snacks", CASH, 5, 20, 50, _DAILY, 260),
        Habit(("Thalia", "MediaMarkt"), "Other", "Gifts & Donations", CARD, 15, 160, 1, _DAILY, 190),
    ),
    season=((11, 25), (12, 23)),
    agreement_months=24,
)

EURO: Final = Persona(
    household=_LEIPZIG,
    places=_OWN,
    names={
        MAIN: "Girokonto",
        POT: "Tagesgeld",
        CARD: "Kreditkarte",
        WALLET: "Prepaid Karte",
        NEST: "Sparbuch",
        FUNDS: "Verrechnungskonto Depot",
    },
    salary=2_780,
    raise_percent=3,
    employer="Freistaat Sachsen",
    set_aside=((3, FUNDS, 150), (5, POT, 100), (7, NEST, 120)),
    step=10,
    surprises=(
        ("Juwelier Wempe", 480, 1_900),
        ("Globetrotter", 140, 520),
        ("Musikhaus Korn", 260, 900),
        ("Möbel Höffner", 420, 1_500),
    ),
    trip=Trip("CZK", 4, (("Hotel Paris Praha", 90, 170), ("Lokal Dlouha", 14, 40), ("Ceske drahy", 12, 45))),
    phrases={
        MAIN: (
            "KARTENZAHLUNG {name} LEIPZIG",
            "SEPA LASTSCHRIFT {name} MREF {ref}",
            "{name} SAGT DANKE {code}",
        ),
        CARD: ("{name} LEIPZIG DE", "SumUp *{name}", "PAYPAL *{name} {ref}", "STRIPE {name}"),
        WALLET: ("{name} {code}", "SumUp *{name}"),
        "salary": ("GUTSCHRIFT {name} BEZUEGE {month}",),
        "bonus": ("GUTSCHRIFT {name} SONDERZAHLUNG {month}",),
        "interest": ("ZINSEN {month}",),
        "refund": ("{name} GUTSCHRIFT {code}",),
        "out": ("UEBERTRAG AN {mask} {ref}",),
        "in": ("UEBERTRAG VON {mask} {ref}",),
        "cash": ("GELDAUTOMAT {ref} LEIPZIG HBF",),
        "trip": ("{name} PRAHA CZ {amount}",),
        "fee": ("AUSLANDSEINSATZENTGELT",),
    },
)

_LEEDS: Final = Household(
    main=MAIN,
    rent=925,
    rent_rise_percent=11,
    rent_note="Headingley Lettings",
    electricity=(118, 112, 96, 78, 60, 52, 49, 50, 57, 74, 95, 114),
    electricity_note="Octopus Energy",
    habits=(
        Habit(("Greggs", "Laynes Espresso"), _FOOD, "Coffee & Snacks", CARD, 2, 5, 5, _WORK, 480, again=170),
        Habit(("First Bus",), _MOVE, "Public Transport", WALLET, 2, 2, 10, _WORK, 600, again=900),
        Habit(("Tesco", "Sainsbury's", "Aldi"), _FOOD, "Groceries", CARD, 26, 92, 1, _SATURDAY, 930),
        Habit(("Tesco Express", "Co-op"), _FOOD, "Groceries", CARD, 5, 24, 1, _DAILY, 260),
        Habit(("Pret A Manger", "Leon"), _FOOD, "Restaurants", CARD, 5, 12, 5, _WORK, 280),
        Habit(("Deliveroo", "Just Eat"), _FOOD, "Food Delivery", CARD, 14, 36, 1, (4, 6), 340),
        Habit(("Bundobust", "The Reliance"), _FOOD, "Restaurants", CARD, 18, 64, 5, _WEEKEND, 240),
        Habit(("Kirkgate Market",), _FOOD, "Groceries", CASH, 5, 20, 50, (5,), 500),
        Habit(("Shell", "BP"), _MOVE, "Fuel", CARD, 30, 62, 1, _DAILY, 70),
        Habit(("Uber", "Bolt"), _MOVE, "Taxi & Ride Share", WALLET, 6, 24, 1, _DAILY, 90),
        Habit(("Boots",), _HEALTH, "Pharmacy", CARD, 4, 28, 1, _DAILY, 60),
        Habit(("Amazon", "ASOS"), _SHOP, "Online Shopping", CARD, 10, 96, 1, _DAILY, 120, returned=180),
        Habit(("Vue Cinema", "Leeds Playhouse"), _FUN, "Movies & Events", CARD, 8, 42, 50, _WEEKEND, 110),
    ),
    bills=(
        Bill(4, "Virgin Media", _BILLS, "Internet & Phone", MAIN, 38, 38),
        Bill(8, "giffgaff", _BILLS, "Internet & Phone", MAIN, 12, 12),
        Bill(12, "Leeds City Council", _BILLS, "Other", MAIN, 148, 148, (1, 4, 5, 6, 7, 8, 9, 10, 11, 12)),
        Bill(15, "Yorkshire Water", _BILLS, "Water", MAIN, 36, 36),
        Bill(18, "Aviva Insurance", _BILLS, "Insurance", MAIN, 41, 41),
        Bill(20, "PureGym", _HEALTH, "Fitness", MAIN, 24, 24),
        Bill(11, "LNER", _TRAVEL, "Trains & Buses", CARD, 42, 118, (3, 6, 8, 12)),
    ),
    subscriptions=(
        Subscription(6, "Netflix", 11, 13, 8, CARD),
        Subscription(13, "Spotify", 11, 12, 5, CARD),
        Subscription(24, "Disney+", 8, 9, 7, CARD),
    ),
    festival=(
        Habit(("John Lewis", "Currys"), _SHOP, "Electronics", CARD, 30, 260, 1, _DAILY, 110, returned=90),
        Habit(("Waterstones", "Etsy"), "Other", "Gifts & Donations", CARD, 10, 60, 1, _DAILY, 220),
    ),
    season=((11, 25), (12, 24)),
    agreement_months=12,
)

BRITAIN: Final = Persona(
    household=_LEEDS,
    places=_OWN,
    names={
        MAIN: "Current Account",
        POT: "Saver",
        CARD: "Cashback Card",
        WALLET: "Prepaid Travel",
        NEST: "Cash ISA",
        FUNDS: "Investment Account",
    },
    salary=2_640,
    raise_percent=4,
    employer="Aire Design",
    set_aside=((3, FUNDS, 120), (5, POT, 80), (7, NEST, 100)),
    step=10,
    surprises=(
        ("Beaverbrooks Jewellers", 420, 1_700),
        ("Evans Cycles", 240, 980),
        ("Andertons Guitars", 260, 900),
        ("DFS Sofas", 480, 1_600),
    ),
    trip=Trip(
        "EUR", 86, (("Hotel Mercer Lisboa", 95, 180), ("Time Out Market", 12, 38), ("CP Comboios", 8, 32))
    ),
    phrases={
        MAIN: ("DIRECT DEBIT {name} REF {ref}", "CARD PAYMENT TO {name} LEEDS GB", "FPO {name} {ref}"),
        CARD: ("{name} LEEDS GB", "SumUp *{name}", "PAYPAL *{name} {ref}", "STRIPE {name}", "ZETTLE_*{name}"),
        WALLET: ("{name} TRIP {code}", "{name} CONTACTLESS"),
        "salary": ("BGC {name} SALARY {month}",),
        "bonus": ("BGC {name} BONUS {month}",),
        "interest": ("GROSS INTEREST {month}",),
        "refund": ("{name} REFUND {code}",),
        "out": ("FPO TO {mask} {ref}",),
        "in": ("FPI FROM {mask} {ref}",),
        "cash": ("CASH NOTEMACHINE {ref} BRIGGATE LEEDS",),
        "trip": ("{name} LISBOA PT {amount}",),
        "fee": ("NON-STERLING TRANSACTION FEE",),
    },
)
