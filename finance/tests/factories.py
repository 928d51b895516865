"""Rows of the ledger for tests; derived columns agree with the others unless a test says otherwise.

    account = AccountFactory(user=ana, name="HDFC Savings")
    TransactionFactory(user=ana, account=account, amount=Decimal(250), category=CategoryFactory(user=ana))
    TransactionFactory(user=ana, type="Transfer", account=account, to_account=other)
    TransactionFactory(user=ana, deleted=True)

Every factory needs `user`. Amounts in a currency other than the account's or the person's have no known rate.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from config.lib.periods import period_of
from config.lib.text import fold
from finance.domain.merchant import payee_of
from finance.domain.search_text import search_text_of
from finance.models import Account, Category, Source, Split, Transaction

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source
        django_get_or_create = ("user", "kind", "name")

    kind = "manual"
    name = ""


class AccountFactory(DjangoModelFactory):
    class Meta:
        model = Account

    name = factory.Sequence(lambda number: f"Account {number}")
    name_key = factory.LazyAttribute(lambda row: fold(row.name))
    type = "checking"
    currency = factory.LazyAttribute(lambda row: row.user.base_currency)
    created_at = AT
    updated_at = AT


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = Category

    name = factory.Sequence(lambda number: f"Category {number}")
    name_key = factory.LazyAttribute(lambda row: fold(row.name))
    kind = factory.LazyAttribute(lambda row: row.parent.kind if row.parent else "Expense")
    parent = None
    created_at = AT


def _in(currency: str, row: Any) -> Decimal | None:
    return Decimal(row.amount) if row.currency == currency else None


class TransactionFactory(DjangoModelFactory):
    class Meta:
        model = Transaction

    class Params:
        deleted = factory.Trait(deletion="user", deleted_at=AT)

    account = factory.SubFactory(AccountFactory, user=factory.SelfAttribute("..user"))
    to_account = None
    category = None
    source = factory.SubFactory(SourceFactory, user=factory.SelfAttribute("..user"))
    date = date(2026, 1, 15)
    period = factory.LazyAttribute(lambda row: period_of(row.date))
    type = "Expense"
    amount = Decimal(100)
    currency = factory.LazyAttribute(lambda row: row.account.currency)
    base_amount = factory.LazyAttribute(lambda row: _in(row.user.base_currency, row))
    account_amount = factory.LazyAttribute(lambda row: _in(row.account.currency, row))
    to_amount = factory.LazyAttribute(lambda row: row.to_account and _in(row.to_account.currency, row))
    note = ""
    merchant = ""
    payee = factory.LazyAttribute(lambda row: payee_of(merchant=row.merchant, note=row.note))
    search_text = factory.LazyAttribute(
        lambda row: search_text_of(
            note=row.note,
            merchant=row.merchant,
            category=row.category,
            account=row.account,
            to_account=row.to_account,
        )
    )
    created_at = AT
    updated_at = AT


class SplitFactory(DjangoModelFactory):
    class Meta:
        model = Split

    user = factory.SelfAttribute("transaction.user")
    position = factory.Sequence(lambda number: number)
    category = None
    amount = Decimal(50)
    base_amount = factory.LazyAttribute(
        lambda row: Decimal(row.amount) if row.transaction.base_amount is not None else None
    )
