from __future__ import annotations

import pytest

from finance.domain.account_type import guess_account_type

CASES = {
    "investment": """
        Grow Mutual Funds, Zerodha Stocks, PPF Account, SBI Fixed Deposit, EPF, Groww, Demat,
        Vanguard, Roth IRA, 401k, Stocks and Shares ISA, Sovereign Gold Bonds, NPS Tier 1, Recurring
        Deposit, Retirement Savings, Debt Fund, Bitcoin
    """,
    "savings": """
        HDFC Savings, SBI Savings, Savings Account, HDFC Bank, ICICI, Salary Account, Emergency
        Fund, Cash ISA, Amex Savings, Livret A, Ira's Savings
    """,
    "checking": """
        Checking, Chase Checking, Current Account, Schwab Checking, Navy Federal Credit Union, Debit
        Card, Girokonto, Crédit Agricole, Revolut, My Account, Bank of America
    """,
    "credit": """
        Credit Card, ICICI Amazon Pay Credit Card, Cards, Cashback Card, Amex Gold, VISA Platinum,
        Ｃｒｅｄｉｔ Ｃａｒｄ, kreditkarte
    """,
    "loan": """
        HDFC Home Loan, Student Loans, Mortgage, Gold Loan, Lent to Ravi, Car EMI, Line of Credit
    """,
    "cash": """
        Cash, CASH, Cash Wallet, Paytm, Petty Cash, Wallet, Forex Card, PayPal
    """,
    "other": """
        Hardware Store, Discarded, Cashier, Birdwatching, Marketing, Foldername, Stockholm Trip,
        Loaned, Investigator, नकद, —
    """,
}


@pytest.mark.parametrize(
    ("name", "kind"), [(name.strip(), kind) for kind, names in CASES.items() for name in names.split(",")]
)
def test_the_guess(name: str, kind: str) -> None:
    assert guess_account_type(name) == kind
