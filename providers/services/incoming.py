"""A bank's rows and holdings in the ledger's words."""

from __future__ import annotations

from finance.domain.incoming import IncomingTransaction
from finance.domain.linked_account import LinkedHolding
from providers.domain.contract import BankHolding, BankRow


def incoming(row: BankRow) -> IncomingTransaction:
    """`account` is the bank's id of it; nothing at all moved is an expense of nothing."""
    return IncomingTransaction(
        date=row.date,
        amount=abs(row.amount),
        currency=row.currency,
        type="Income" if row.amount > 0 else "Expense",
        account=row.account_id,
        category=row.category,
        subcategory=row.subcategory,
        note=row.description,
        merchant=row.merchant,
        external_id=row.external_id,
        pending_external_id=row.pending_id,
        status=row.status,
    )


def linked_holding(holding: BankHolding) -> LinkedHolding:
    return LinkedHolding(
        account_id=holding.account_id,
        external_id=holding.external_id,
        name=holding.name,
        ticker=holding.ticker,
        isin=holding.isin,
        type=holding.type,
        currency=holding.currency,
        quantity=holding.quantity,
        price=holding.price,
        value=holding.value,
        cost_basis=holding.cost_basis,
        close_price=holding.close_price,
        close_price_date=holding.close_price_date,
        as_of=holding.as_of,
    )
