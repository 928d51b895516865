"""The categories that a new person starts with, and what a category that an upload names looks like."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Final, Literal

from config.lib.text import fold
from finance.domain.phrases import PhraseTable

Kind = Literal["Income", "Expense"]
Bucket = Literal["needs", "wants", "savings", "investment"]


@dataclass(frozen=True)
class DefaultSubcategory:
    """Has the kind and the colour of its category, and its bucket unless it names one."""

    name: str
    keywords: tuple[str, ...] = ()
    bucket: Bucket | None = None


@dataclass(frozen=True)
class DefaultCategory:
    name: str
    icon: str
    color: str
    bucket: Bucket
    children: tuple[DefaultSubcategory, ...]
    kind: Kind = "Expense"


def _sub(name: str, *keywords: str, bucket: Bucket | None = None) -> DefaultSubcategory:
    return DefaultSubcategory(name, keywords, bucket)


DEFAULT_CATEGORIES: Final = (
    DefaultCategory("Food & Dining", "utensils", "#ef6c00", "needs", (
        _sub("Groceries", "grocery", "supermarket", "bigbasket", "blinkit", "zepto"),
        _sub("Restaurants", "restaurant", "dining", "bistro", bucket="wants"),
        _sub("Coffee & Snacks", "coffee", "cafe", "bakery", "starbucks", bucket="wants"),
        _sub("Food Delivery", "swiggy", "zomato", "doordash", "uber eats", bucket="wants"),
        _sub("Alcohol & Bars", "bar", "pub", "brewery", "wine", bucket="wants"),
    )),
    DefaultCategory("Transportation", "car", "#1e88e5", "needs", (
        _sub("Fuel", "fuel", "petrol", "diesel", "gas station"),
        _sub("Public Transport", "metro", "bus", "train", "transit"),
        _sub("Taxi & Ride Share", "taxi", "cab", "uber", "ola", "lyft"),
        _sub("Parking & Tolls", "parking", "toll", "fastag"),
        _sub("Vehicle Maintenance", "garage", "mechanic", "car service", "tyres"),
    )),
    DefaultCategory("Shopping", "shopping-bag", "#d81b60", "wants", (
        _sub("Clothing", "clothing", "fashion", "shoes", "myntra"),
        _sub("Electronics", "electronics", "gadgets", "apple store"),
        _sub("Home & Furniture", "furniture", "hardware", "ikea"),
        _sub("Personal Care", "salon", "barber", "cosmetics"),
        _sub("Books & Stationery", "bookshop", "stationery"),
        _sub("Online Shopping", "amazon", "flipkart", "ebay"),
    )),
    DefaultCategory("Entertainment", "film", "#8e24aa", "wants", (
        _sub("Streaming & Subscriptions", "netflix", "spotify", "hotstar", "youtube premium"),
        _sub("Movies & Events", "cinema", "concert", "theatre", "bookmyshow"),
        _sub("Games", "steam", "playstation", "xbox", "nintendo"),
        _sub("Sports & Hobbies", "hobby", "sports club"),
    )),
    DefaultCategory("Bills & Utilities", "receipt", "#546e7a", "needs", (
        _sub("Rent", "rent", "landlord", "lease"),
        _sub("Electricity", "electricity", "power bill"),
        _sub("Water", "water bill"),
        _sub("Gas", "lpg", "cooking gas", "piped gas"),
        _sub("Internet & Phone", "broadband", "recharge", "jio", "airtel", "vodafone"),
        _sub("Insurance", "insurance", "premium", "lic"),
        _sub("Loan Payments", "emi", "loan", "mortgage"),
        _sub("Maintenance", "society maintenance", "repairs", "plumber"),
        _sub("Taxes", "income tax", "property tax", "gst"),
    )),
    DefaultCategory("Healthcare", "heart-pulse", "#e53935", "needs", (
        _sub("Doctor & Hospital", "doctor", "hospital", "clinic", "dentist"),
        _sub("Pharmacy", "pharmacy", "chemist", "medicine"),
        _sub("Fitness", "gym", "yoga", "fitness", bucket="wants"),
    )),
    DefaultCategory("Travel", "plane", "#00897b", "wants", (
        _sub("Flights", "airline", "flight", "indigo", "air india"),
        _sub("Hotels", "hotel", "resort", "airbnb", "oyo"),
        _sub("Trains & Buses", "irctc", "redbus", "amtrak"),
        _sub("Holidays", "tour", "vacation", "makemytrip"),
    )),
    DefaultCategory("Income", "wallet", "#43a047", "wants", (
        _sub("Salary", "salary", "payroll", "wages"),
        _sub("Stipend", "stipend"),
        _sub("Bonus", "bonus", "incentive"),
        _sub("Freelance", "freelance", "consulting"),
        _sub("Interest", "interest credit"),
        _sub("Dividends", "dividend"),
        _sub("Rental Income", "rent received"),
        _sub("Refunds & Cashback", "refund", "cashback", "reimbursement"),
        _sub("Gifts Received", "gift received"),
    ), kind="Income"),
    DefaultCategory("Transfers", "arrow-right-left", "#3949ab", "wants", (
        _sub("Cash Withdrawal", "atm", "cash withdrawal"),
        _sub("To Family & Friends", "upi transfer", "zelle"),
        _sub("Savings", "fixed deposit", "recurring deposit", bucket="savings"),
        _sub("Investments", "sip", "mutual fund", "zerodha", "groww", bucket="investment"),
    )),
    DefaultCategory("Other", "circle-ellipsis", "#78909c", "wants", (
        _sub("Education", "school", "tuition", "university", "course", bucket="needs"),
        _sub("Childcare", "daycare", "nanny", bucket="needs"),
        _sub("Pets", "pet shop", "veterinary"),
        _sub("Gifts & Donations", "gift", "donation", "charity"),
        _sub("Fees & Charges", "bank charges", "late fee", "annual fee"),
        _sub("Miscellaneous"),
    )),
)  # fmt: skip

# Colours that white text can be read on and that the defaults leave free.
PALETTE: Final = (
    "#6d4c41", "#0277bd", "#5e35b1", "#ad1457", "#00796b", "#558b2f", "#3f51b5", "#c2185b",
    "#8d6e63", "#bf360c", "#00838f", "#4527a0", "#827717", "#1565c0", "#7b1fa2", "#2e7d32",
)  # fmt: skip
_DEFAULT_COLOURS: Final = {fold(category.name): category.color for category in DEFAULT_CATEGORIES}

# Debts first: a loan for shares is a debt, not an investment.
_BUCKETS: Final = PhraseTable[Bucket](
    (
        (
            "needs",
            "loan, loans, emi, emis, mortgage, mortgages, debt, debts, life insurance, health insurance",
        ),
        (
            "investment",
            """investment, investments, investing, invest, mutual fund, mutual funds, stock, stocks, shares
            equity, equities, bonds, etf, etfs, sip, sips, elss, ulip, ppf, epf, vpf, nps, provident fund
            pension, retirement, 401k, ira, demat, crypto, bitcoin, gold bond, gold bonds, digital gold""",
        ),
        (
            "savings",
            """saving, savings, emergency fund, rainy day, sinking fund, deposit, deposits, fd, fds, rd, rds
            piggy bank""",
        ),
        (
            "needs",
            """food, grocery, groceries, supermarket, rent, housing, utility, utilities, bill, bills
            electricity, water, gas, lpg, heating, sewage, internet, broadband, telecom, recharge
            transport, transportation, transit, commute, commuting, fuel, petrol, diesel
            metro, bus, train, taxi, cab, auto, parking, toll, tolls, car maintenance, vehicle maintenance
            health, healthcare, medical, medicine, medicines, doctor, doctors, dentist, hospital, pharmacy
            insurance, premium, premiums, education, school, tuition, college, university, childcare, daycare
            tax, taxes""",
        ),
    )
)


def bucket_for(name: str) -> Bucket:
    """Where a category of that name belongs in a budget of needs, wants, savings and investment."""
    return _BUCKETS.meaning_of(name, default="wants")


def colour_for(name: str) -> str:
    """Always the same colour for the same name, however it is spelled."""
    key = fold(name)
    return _DEFAULT_COLOURS.get(key) or PALETTE[zlib.crc32(key.encode()) % len(PALETTE)]
