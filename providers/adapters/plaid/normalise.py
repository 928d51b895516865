"""Plaid's shapes in ours. Plaid counts money out as positive, and so it does what is owed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from providers.adapters.plaid.categories import category_of
from providers.domain import fields
from providers.domain.contract import AccountType, BankAccount, BankHolding, BankRow, Page
from providers.domain.fields import Row, Unreadable
from providers.domain.pages import members, read_page, read_rows

_TYPES: Final[dict[str, AccountType]] = {
    "depository": "checking",
    "credit": "credit",
    "loan": "loan",
    "investment": "investment",
    "brokerage": "investment",
}
_SAVINGS: Final = frozenset({"savings", "money market", "cd", "hsa"})
_OWED: Final = frozenset({"credit", "loan"})
_QUANTITY_LIMIT = Decimal(10) ** 12
_QUANTITY_UNIT = Decimal("0.00000001")
_PRICE_UNIT = Decimal("0.000001")


def account(row: Row) -> BankAccount:
    kind, subtype = fields.text(row, "type"), fields.text(row, "subtype", limit=40)
    balances = _object(row, "balances")
    is_savings = kind == "depository" and subtype in _SAVINGS
    current = fields.amount(balances, "current", "available", limit=fields.BALANCE_LIMIT)
    name = fields.text(row, "name", limit=120)
    return BankAccount(
        external_id=fields.identity(row, "account_id"),
        name=name or fields.text(row, "official_name", limit=120) or "Account",
        official_name=fields.text(row, "official_name", limit=200),
        mask=fields.text(row, "mask", limit=16),
        type="savings" if is_savings else _TYPES.get(kind, "other"),
        subtype=subtype,
        currency=fields.currency(balances, "iso_currency_code"),
        balance=_flipped(current) if kind in _OWED else current,
        available=fields.optional_amount(balances, "available"),
        credit_limit=fields.optional_amount(balances, "limit"),
    )


def transaction(row: Row) -> BankRow:
    amount = _flipped(fields.amount(row, "amount"))
    personal = row.get("personal_finance_category")
    words = personal if isinstance(personal, dict) else {}
    primary, detailed = fields.text(words, "primary"), fields.text(words, "detailed")
    category, subcategory = category_of(primary, detailed, amount)
    merchant = fields.text(row, "merchant_name", limit=200)
    return BankRow(
        external_id=fields.identity(row, "transaction_id"),
        account_id=fields.identity(row, "account_id"),
        date=fields.day(row, "date"),
        amount=amount,
        currency=fields.currency(row, "iso_currency_code"),
        description=fields.text(row, "original_description", "name", "merchant_name"),
        merchant=merchant,
        status="pending" if _flag(row, "pending") else "posted",
        category=category or None,
        subcategory=subcategory,
        pending_id=fields.optional_identity(row, "pending_transaction_id"),
    )


def page(body: Row) -> Page:
    """Ids that are removed come as objects; what lists and cursor must be is said by `read_page`."""
    gone = [_removal(row) for row in members(body, "removed")]
    lists = {name: members(body, name) for name in ("added", "modified")}
    return read_page(body, removed=gone, read=transaction, id_field="transaction_id", **lists)


def holdings(body: Row) -> tuple[BankHolding, ...]:
    """Joined with their securities; one that cannot be read is left out."""
    known, _ = read_rows(
        members(body, "securities"), lambda row: (fields.identity(row, "security_id"), row), "security_id"
    )
    securities = dict(known)
    good, _ = read_rows(
        members(body, "holdings"), lambda row: _holding(row, securities), id_field="security_id"
    )
    return good


def _holding(row: Row, securities: Mapping[str, Row]) -> BankHolding:
    security_id = fields.identity(row, "security_id")
    security = securities.get(security_id, {})
    ticker = fields.text(security, "ticker_symbol", limit=40)
    return BankHolding(
        account_id=fields.identity(row, "account_id"),
        external_id=security_id,
        name=fields.text(security, "name", limit=200) or ticker or "Security",
        ticker=ticker,
        isin=fields.text(security, "isin", limit=12),
        type=fields.text(security, "type", limit=40),
        quantity=fields.number(row.get("quantity"), "quantity", limit=_QUANTITY_LIMIT, unit=_QUANTITY_UNIT),
        price=_price(row, "institution_price"),
        value=fields.optional_amount(row, "institution_value"),
        cost_basis=fields.optional_amount(row, "cost_basis"),
        currency=fields.currency(row, "iso_currency_code"),
        close_price=_price(security, "close_price"),
        close_price_date=fields.optional_day(security, "close_price_as_of"),
        as_of=fields.optional_day(row, "institution_price_as_of"),
    )


def _price(row: Row, name: str) -> Decimal | None:
    value = row.get(name)
    return None if value is None else fields.number(value, name, limit=_QUANTITY_LIMIT, unit=_PRICE_UNIT)


def _removal(row: Any) -> Any:
    return {"id": row.get("transaction_id")} if isinstance(row, dict) else row


def _object(row: Row, name: str) -> Row:
    value = row.get(name)
    if not isinstance(value, dict):
        raise Unreadable(f"{name} is not an object")
    return value


def _flag(row: Row, name: str) -> bool:
    value = row.get(name)
    if not isinstance(value, bool):
        raise Unreadable(f"{name} is neither true nor false")
    return value


def _flipped(amount: Decimal) -> Decimal:
    return -amount if amount else amount
