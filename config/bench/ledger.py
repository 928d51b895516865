"""Ten years of one person: 12 accounts, 30 categories, 400 merchants; the same rows on every machine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from hashlib import blake2b
from typing import Any, Final

Row = dict[str, Any]

_FIRST, _DAYS = date(2015, 1, 1), 3652
ACCOUNTS: Final = tuple(
    f"{bank} {kind}"
    for bank in ("Harbour", "Meridian", "Juniper", "Old Mill")
    for kind in ("Checking", "Savings", "Credit Card")
)
CATEGORIES: Final = tuple(
    (top, sub)
    for top, subs in (
        ("Home", ("Rent", "Power", "Water", "Internet", "Repairs")),
        ("Food", ("Groceries", "Restaurants", "Coffee", "Delivery", "Bakery")),
        ("Transport", ("Fuel", "Metro", "Taxi", "Parking", "Service")),
        ("Leisure", ("Cinema", "Books", "Games", "Sport", "Music")),
        ("Health", ("Pharmacy", "Doctor", "Gym", "Dentist", "Insurance")),
        ("Shopping", ("Clothes", "Electronics", "Furniture", "Gifts", "Garden")),
    )
    for sub in subs
)
_FIRST_WORDS = (
    "Amber", "Birch", "Cedar", "Delta", "Ember", "Fjord", "Grove", "Hazel", "Indigo", "Jasper",
    "Kestrel", "Lotus", "Maple", "Nimbus", "Opal", "Pepper", "Quartz", "Rowan", "Saffron", "Tulip",
)  # fmt: skip
_SECOND_WORDS = (
    "Market", "Corner", "Kitchen", "Garage", "Books", "Studio", "Pharmacy", "Works", "Bakery", "Travel",
    "Energy", "Telecom", "Outfitters", "Clinic", "Cinema", "Gardens", "Tools", "Coffee", "Fitness", "Motors",
)  # fmt: skip
MERCHANTS: Final = tuple(f"{first} {second}" for first in _FIRST_WORDS for second in _SECOND_WORDS)
REPEATS, CORRECTIONS, CHANGES = 100, 200, 100  # one row of so many


def make_rows(count: int) -> list[Row]:
    """Oldest first. One of 100 rows repeats the row before it, one of 200 is it with a corrected amount."""
    return list(_rows(count))


def _rows(count: int) -> Iterator[Row]:
    row: Row = {}
    for number in range(count):
        if number % REPEATS == 50:
            row = dict(row)
        elif number % CORRECTIONS == 75:
            row = {**row, "amount": row["amount"] + Decimal("0.10")}
        else:
            row = _row(number, count)
        yield row


def _row(number: int, count: int) -> Row:
    chance = int.from_bytes(blake2b(number.to_bytes(8, "big"), digest_size=16).digest(), "big")
    chance, merchant = divmod(chance, len(MERCHANTS))
    chance, account = divmod(chance, len(ACCOUNTS))
    chance, cents = divmod(chance, 900_000)
    chance, percent = divmod(chance, 100)
    category, subcategory = CATEGORIES[merchant % len(CATEGORIES)]
    kind = "Income" if percent < 6 else "Transfer" if percent < 14 else "Expense"
    if kind == "Transfer":
        category, subcategory = ACCOUNTS[(account + 1 + chance % 11) % len(ACCOUNTS)], ""
    return {
        "date": (_FIRST + timedelta(days=number * _DAYS // count)).isoformat(),
        "amount": Decimal(1_000 + cents).scaleb(-2),
        "type": kind,
        "category": category,
        "subcategory": subcategory,
        "account": ACCOUNTS[account],
        "note": f"{MERCHANTS[merchant]} {chance % 10_000:04}",
    }


def change_rows(rows: list[Row], time: int) -> list[Row]:
    """The rows of another day: at each `time`, another one of 100 costs one more."""
    return [
        {**row, "amount": row["amount"] + 1} if number % CHANGES == 10 + time else row
        for number, row in enumerate(rows)
    ]


def changes_in(count: int) -> int:
    """How many of so many rows `change_rows` changes, at times 0 to 9."""
    return sum(1 for number in range(count) if number % CHANGES == 10)
