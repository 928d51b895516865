"""Currencies as bank files write them: codes, symbols, names, the unit in a heading."""

from __future__ import annotations

from config.lib.currencies import is_currency

# A symbol that several countries use means the account's own currency where that is one of them.
_SYMBOLS: dict[str, tuple[str, ...]] = {
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP", "TWD"),
    "€": ("EUR",),
    "£": ("GBP", "EGP", "LBP"),
    "¥": ("JPY", "CNY"),
    "￥": ("CNY", "JPY"),
    "円": ("JPY",),
    "元": ("CNY",),
    "₹": ("INR",),
    "rs": ("INR", "PKR", "LKR", "NPR", "MUR"),
    "₽": ("RUB",),
    "руб": ("RUB",),
    "rur": ("RUB",),
    "₩": ("KRW",),
    "₺": ("TRY",),
    "tl": ("TRY",),
    "₪": ("ILS",),
    "₫": ("VND",),
    "₴": ("UAH",),
    "₱": ("PHP",),
    "฿": ("THB",),
    "₦": ("NGN",),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    "zł": ("PLN",),
    "zl": ("PLN",),
    "kč": ("CZK",),
    "kc": ("CZK",),
    "ft": ("HUF",),
    "lei": ("RON",),
    "fr": ("CHF",),
    "sfr": ("CHF",),
    "r": ("ZAR",),
    "r$": ("BRL",),
    "us$": ("USD",),
    "u$s": ("USD",),
    "a$": ("AUD",),
    "au$": ("AUD",),
    "c$": ("CAD",),
    "ca$": ("CAD",),
    "nz$": ("NZD",),
    "s$": ("SGD",),
    "hk$": ("HKD",),
    "nt$": ("TWD",),
    "mx$": ("MXN",),
    "rp": ("IDR",),
    "rm": ("MYR",),
    "د.ا": ("JOD",),
    "د.إ": ("AED",),
    "ر.س": ("SAR",),
    "د.ك": ("KWD",),
    "euro": ("EUR",),
    "euros": ("EUR",),
    "euroa": ("EUR",),
    "rmb": ("CNY",),
    "人民币": ("CNY",),
}


def currencies_of(text: str) -> tuple[str, ...]:
    """The currencies that a code or a symbol can mean, the likeliest first; empty when it is neither."""
    token = text.strip().strip("()[]").strip()
    code = token.upper()
    if len(code) == 3 and is_currency(code):
        return (code,)
    return _SYMBOLS.get(token.lower().rstrip("."), ())


def pick_currency(text: str, default: str | None) -> str | None:
    """`$` beside an account in Canadian dollars is a Canadian dollar; None when it names no currency."""
    found = currencies_of(text)
    if default in found:
        return default
    return found[0] if found else None
