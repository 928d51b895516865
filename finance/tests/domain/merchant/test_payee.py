from __future__ import annotations

import csv
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finance.domain.merchant import MAX_LENGTH, Payees, clean_payee, payee_of

LINES = Path(__file__).with_name("card_strings.csv").read_text(encoding="utf-8").splitlines()
CARD_STRINGS = [tuple(row) for row in csv.reader(LINES[3:])]

WRAPPED = {
    "UPI/412345678901/DR/SWIGGY/ICIC/swiggy@icici": "Swiggy",
    "UPI/P2M/412345678901/Zomato Ltd/Payment/HDFC": "Zomato",
    "UPI-RAMESH KUMAR-9876543210@YBL-SBIN0001234-412345678901-UPI": "Ramesh Kumar",
    "UPI/412345678901/swiggy.rzp@axisbank": "Swiggy",
    "UPI/412345678901": "",
    "NEFT CR-HDFC0001234-ACME TECHNOLOGIES PVT LTD-SALARY JAN-N123": "Acme Technologies",
    "IMPS-308712345678-RAHUL SHARMA-HDFC-XXXXXX1234-RENT": "Rahul Sharma",
    "ACH D- LIC OF INDIA-123456789": "LIC",
    "POS 416021XXXXXX1234 RELIANCE FRESH MUMBAI": "Reliance Fresh",
    "PAYPAL *NETFLIX 4029357733": "Netflix",
    "PAYPAL INST XFER SPOTIFY": "Spotify",
    "TST* TATTE BAKERY - 14": "Tatte Bakery",
    "*STAR": "Star",
    "Amazon.com*MK1AB2CD3": "Amazon",
    "AMAZON PRIME*1A2B3C": "Amazon Prime",
    "GOOGLE *YouTubePremium": "YouTube",
    "UBER   *EATS": "Uber Eats",
    "UBER *TRIP HELP.UBER.COM": "Uber",
    "CHECKCARD 0612 TRADER JOE'S #552 SAN DIEGO CA": "Trader Joe's",
    "PURCHASE AUTHORIZED ON 06/12 SHELL OIL 5744 SAN JOSE CA": "Shell",
    "DIRECT DEBIT TO BRITISH GAS REF 12345678": "British Gas",
    "Zelle payment to JOHN DOE 12345": "John Doe",
    "ORIG CO NAME:ACME PAYROLL ORIG ID:1234567 DESC DATE:0612": "Acme Payroll",
    "/TRTP/SEPA OVERBOEKING/IBAN/NL12ABNA/NAME/J Jansen/REMI/Huur": "J Jansen",
    "BEA   NR:XXX1234   21.05.11/12.54 DIRCKIII FIL2500 KATWIJK,PAS999": "Dirckiii",
    "HOFER DANKT 0527 K2 18.09. 17:20": "Hofer",
    "EFTPOS WDL HANDYWAY ALDI STORE GEELONG WEST VICAU": "Aldi",
    "INTERNET-Überweisung acodemy GmbH": "Acodemy",
    "Deutsche Telekom AG Friedrich Ebert Allee 140 53113 Bonn": "Deutsche Telekom",
    "GITHUB 041287430274 CA 12/22GITHUB 04": "GitHub",
    "HOST 037196321563 12/22SLICEHOST": "Slicehost",
}
PLACES = {
    "STARBUCKS #1234 NEW YORK NY US": "Starbucks",
    "BLUE BOTTLE 042 SEATTLE WA": "Blue Bottle",
    "QUALITY NUTS CAMBRIDGE MA US": "Quality Nuts",
    "QUALITY NUTS ZZ US": "Quality Nuts ZZ Us",
    "Quality Nuts (EEMDIJK, NL)": "Quality Nuts",
    "NIKE CANADA": "Nike",
    "Air Canada": "Air Canada",
    "BANK OF INDIA": "Bank of India",
    "Bank of America": "Bank of America",
    "Hotel Paris": "Hotel Paris",
    "TOYS R US #1234": "Toys R Us",
}
WRITTEN = {
    "Mc Donalds": "McDonald's",
    "7-ELEVEN 11595": "7-Eleven",
    "T-Mobile": "T-Mobile",
    "O'CONNOR BOWL": "O'Connor Bowl",
    "murco petroleum ltd 12": "Murco Petroleum",
    "AATEL COMMUNICATIONS LTD I": "Aatel Communications",
    "Forever 21": "Forever 21",
    "coca-cola enterprises": "Coca Cola Enterprises",
    "Lunch with Sam": "Lunch with Sam",
    "Paid 500 to Sam": "Paid to Sam",
    "Cash withdrawal": "ATM Withdrawal",
    "SALARY CREDIT NEFT": "Salary",
    "netflix subscription": "Netflix",
    "www.iceland.co.uk": "Iceland",
    "Élan Café": "Elan Cafe",
    "スターバックス 渋谷店": "スターバックス 渋谷店",
    "The": "The",
    "the shop": "Shop",
    "Pay me 12 USD 45.00": "Pay Me 12 Usd",
    "a/b": "A/B",
}
NOBODY = [
    "",
    " ",
    "*",
    "#",
    "- / |",
    "12345678",
    "XXXX1234",
    "06/12/2024",
    "+1 800-555-1234",
    "₹ 500",
    "https://x.io/1",
]


@pytest.mark.parametrize(
    ("text", "payee"), [*CARD_STRINGS, *WRAPPED.items(), *PLACES.items(), *WRITTEN.items()]
)
def test_payee(text: str, payee: str) -> None:
    assert clean_payee(text) == payee


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_is_named(text: str) -> None:
    assert clean_payee(text) == ""


def test_the_note_speaks_where_the_merchant_does_not() -> None:
    assert payee_of(merchant="SQ *CAFE 123456", note="lunch") == "Cafe"
    assert payee_of(merchant="123456", note="lunch") == "Lunch"
    assert payee_of(merchant="", note="lunch") == "Lunch"
    assert payee_of(merchant="", note="") == ""


def test_a_name_fits_its_column() -> None:
    assert len(clean_payee("word " * 100)) <= MAX_LENGTH


def test_payees_of_texts_that_differ_in_long_numbers_are_remembered() -> None:
    payees = Payees()

    assert payees.of(merchant="", note="SQ *CAFE 123456") == "Cafe"
    assert payees.of(merchant="", note="SQ *CAFE 654321") == "Cafe"
    assert payees.of(merchant="", note="ab123 shop") == "Ab123 Shop"
    assert payees.of(merchant="", note="ab456 shop") == "Ab456 Shop"
    assert payees.of(merchant="shop 05", note="") == "Shop"
    assert payees.of(merchant="shop 15", note="") == "Shop 15"


NUMBERED = st.lists(
    st.sampled_from([*"abc *#-/.,&'@() ", "1", "23", "405", "6789", "01234567", "cafe", "upi", "store"]),
    max_size=12,
).map("".join)


@settings(max_examples=200, deadline=None)
@given(NUMBERED)
def test_remembering_changes_no_payee(text: str) -> None:
    turned = text.translate(str.maketrans("456789", "894567"))
    payees = Payees()

    for note in (text, turned, text):
        assert payees.of(merchant="", note=note) == clean_payee(note)


TEXTS = st.text(alphabet=string.ascii_letters + string.digits + " *#-/.,&'@()", max_size=60)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_case_and_spacing_make_no_difference(text: str) -> None:
    assert clean_payee(text.upper()) == clean_payee(text.lower())
    assert clean_payee(f"  {text} ") == clean_payee(text)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_a_short_name_without_edges(text: str) -> None:
    payee = clean_payee(text)

    assert len(payee) <= MAX_LENGTH
    assert payee == payee.strip()
