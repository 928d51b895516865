from __future__ import annotations

import pytest

from config.lib.currencies import CURRENCIES, Currency, decimals_of, is_currency


def test_every_entry_is_well_formed() -> None:
    for code, currency in CURRENCIES.items():
        assert code == currency.code
        assert len(code) == 3
        assert code.isascii()
        assert code.isupper()
        assert currency.name == currency.name.strip() != ""
        assert 1 <= len(currency.symbol) <= 4
        assert currency.decimals in {0, 2, 3, 4}  # MoneyField keeps four
    assert list(CURRENCIES) == sorted(CURRENCIES)


def test_the_currencies_without_two_decimals_are_those_of_iso_4217() -> None:
    odd: dict[int, set[str]] = {}
    for currency in CURRENCIES.values():
        odd.setdefault(currency.decimals, set()).add(currency.code)
    assert odd[0] == {
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV",
        "XAF", "XOF", "XPF",
    }  # fmt: skip
    assert odd[3] == {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}
    assert odd[4] == {"CLF", "UYW"}


def test_the_familiar_ones() -> None:
    assert CURRENCIES["INR"] == Currency("INR", "Indian Rupee", "₹", 2)
    assert CURRENCIES["EUR"].symbol == "€"
    assert CURRENCIES["CHF"].symbol == "CHF"


@pytest.mark.parametrize("code", ["HRK", "BGN", "SLL", "ZWL", "XAU", "XXX", "inr", "", "₹", "INRX"])
def test_what_is_no_active_currency(code: str) -> None:
    assert not is_currency(code)
    assert decimals_of(code) == 2


def test_what_is_one() -> None:
    assert is_currency("ZWG")
    assert (decimals_of("INR"), decimals_of("JPY"), decimals_of("KWD")) == (2, 0, 3)
