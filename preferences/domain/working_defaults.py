"""What a new person's figures work with, in the names of the default categories and those that files use.

A name means a category or subcategory of that name; `Category::Subcategory` means that one only. Names that
nobody has do no harm.
"""

from __future__ import annotations

from typing import Final

ESSENTIAL: Final = (
    "Rent", "Housing", "Groceries", "Utilities", "Bills & Utilities", "Healthcare", "Insurance",
    "Loan Payments", "Transport", "Transportation", "Education", "Childcare", "Taxes",
)  # fmt: skip
TAXABLE: Final = ("Income::Salary", "Income::Stipend", "Income::Bonus")
INVESTMENT_RETURNS: Final = ("Income::Interest", "Income::Dividends")
NON_TAXABLE: Final = ("Income::Refunds & Cashback", "Income::Gifts Received")
OTHER_INCOME: Final = ("Income::Freelance", "Income::Rental Income")

# Not to be chosen: which of the taxable income is no salary, and which expenses are taxes.
BONUSES: Final = ("Bonus", "Bonuses", "Annual Bonus", "Joining Bonus", "Performance Bonus")
TAXES: Final = (
    "Tax",
    "Taxes",
    "Income Tax",
    "Advance Tax",
    "Property Tax",
    "Professional Tax",
    "Tax Payment",
)
