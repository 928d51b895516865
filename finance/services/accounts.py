"""Writes accounts that people keep by hand or that uploads named."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from accounts.services.erasure import erasing
from config.lib import clock
from config.lib.errors import Invalid, Missing
from config.lib.money import round_money
from finance.domain.account_type import guess_account_type
from finance.models import Account, Transaction
from finance.selectors.account_names import find_account
from finance.selectors.touched import accounts_decide, periods_of_account
from finance.services.account_names import claim_name
from finance.services.locks import lock_ledger
from finance.services.unique_names import key_of, refuse_second
from finance.services.unlinking import run_unlinked
from finance.sql.purge import purge_rows
from finance.sql.search_text import rename_account
from preferences.services.versions import EVERY_PERIOD, bump_ledger

CASH = "Cash"


class AccountFields(TypedDict, total=False):
    """Amounts are signed: what is owed is negative. `type` None means "guess it from the name"."""

    type: str | None
    currency: str
    official_name: str
    mask: str
    subtype: str
    opening_balance: Decimal
    credit_limit: Decimal | None
    is_active: bool


class AccountChanges(AccountFields, total=False):
    name: str


def create_account(user: User, *, name: str, **fields: Unpack[AccountFields]) -> Account:
    """In the owner's base currency unless another is given; Invalid for a name in use."""
    with transaction.atomic():
        lock_ledger(user.pk)
        account = Account(
            user=user,
            name=name,
            name_key=key_of(name),
            currency=user.base_currency,
            type=guess_account_type(name),
            opening_balance=Decimal(0),
            created_at=clock.now(),
        )
        _set(account, fields)
        _save(account)
        bump_ledger(user.pk, periods=_periods_of_names(user, account.name_key))
    return account


def update_account(user: User, account_id: int, **changes: Unpack[AccountChanges]) -> Account:
    """Change what is given.

    A new name reaches the search text of every row, and files that use the old one still find the account.
    Invalid for a name in use, and for another currency once there are rows.
    """
    with transaction.atomic():
        lock_ledger(user.pk)
        account = _account(user, account_id)
        _refuse_currency(account, changes.get("currency", account.currency))
        old, was = account.name_key, account.type
        if "name" in changes:
            account.name, account.name_key = changes["name"], key_of(changes["name"])
            if account.type_source == Account.TypeSource.GUESS:
                account.type = guess_account_type(account.name)
        _set(account, changes)
        if account.name_key != old:
            claim_name(account, old)
        _save(account)
        if account.name_key != old:
            rename_account(user_id=user.pk, account_id=account.pk, old=old, new=account.name_key)
        names = () if account.name_key == old else (old, account.name_key)
        retyped = account.type != was
        bump_ledger(user.pk, periods=EVERY_PERIOD if retyped else _periods_of_names(user, *names))
    return account


def delete_account(user: User, account_id: int, *, purge: bool = False) -> None:
    """Remove an account without rows; one with rows is only made inactive, its history stays.

    With `purge` the account goes with every row that it sent or received, transfers of other accounts to or
    from it included. Missing for an account that is inactive already, unless it is to be purged.
    """
    with transaction.atomic():
        lock_ledger(user.pk)
        account = _account(user, account_id)
        if not purge and not account.is_active:
            raise Missing
        periods = _periods_of_names(user, account.name_key, *account.former_keys)
        if purge:
            periods = {*periods, *periods_of_account(user, account.pk)}
            with erasing(user):
                run_unlinked(user, account)
                purge_rows(user_id=user.pk, account_id=account.pk)
                account.delete()
        else:
            run_unlinked(user, account)
            if _has_rows(account):
                account.is_active, periods = False, ()
                _save(account)
            else:
                account.delete()
        bump_ledger(user.pk, periods=periods)


def set_account_type(user: User, *, name: str, type: str | None) -> Account:
    """Say what an account is; an unknown name becomes an account. None falls back to the guess.

    Missing where there is nothing to fall back from: an unknown name, or a type that is a guess already.
    """
    with transaction.atomic():
        lock_ledger(user.pk)
        account = find_account(user, name)
        if type is None and (account is None or account.type_source == Account.TypeSource.GUESS):
            raise Missing
        if account is None:
            return create_account(user, name=name, type=type)
        was = account.type
        _set_type(account, type)
        _save(account)
        bump_ledger(user.pk, periods=() if account.type == was else EVERY_PERIOD)
    return account


def default_cash_account(user: User) -> Account:
    """Where rows without an account go: the one called "Cash", now or once; made when it is first needed."""
    with transaction.atomic():
        lock_ledger(user.pk)
        return find_account(user, CASH) or create_account(user, name=CASH)


def _periods_of_names(user: User, *keys: str) -> Iterable[int]:
    """What a name that comes or goes touches: an account that is excluded is named in the preferences."""
    return EVERY_PERIOD if accounts_decide(user, keys) else ()


def _account(user: User, account_id: int) -> Account:
    account = Account.objects.for_user(user).filter(pk=account_id).first()
    if account is None:
        raise Missing
    return account


def _has_rows(account: Account) -> bool:
    touching = Q(account=account) | Q(to_account=account)
    return Transaction.objects.filter(touching, user_id=account.user_id).exists()


def _refuse_currency(account: Account, currency: str) -> None:
    if currency != account.currency and _has_rows(account):
        raise Invalid(errors={"currency": ["Cannot change while the account has transactions"]})


def _set(account: Account, fields: AccountFields) -> None:
    if "type" in fields:
        _set_type(account, fields["type"])
    account.currency = fields.get("currency", account.currency)
    account.official_name = fields.get("official_name", account.official_name)
    account.mask = fields.get("mask", account.mask)
    account.subtype = fields.get("subtype", account.subtype)
    account.is_active = fields.get("is_active", account.is_active)
    account.opening_balance = fields.get("opening_balance", account.opening_balance)
    if "credit_limit" in fields:
        account.credit_limit = fields["credit_limit"]
    _refuse_decimals(account, "opening_balance", account.opening_balance)
    _refuse_decimals(account, "credit_limit", account.credit_limit)


def _refuse_decimals(account: Account, field: str, amount: Decimal | None) -> None:
    if amount is not None and amount != round_money(amount, account.currency):
        raise Invalid(errors={field: [f"Has more decimals than {account.currency} has"]})


def _set_type(account: Account, type: str | None) -> None:
    account.type = type or guess_account_type(account.name)
    account.type_source = Account.TypeSource.USER if type else Account.TypeSource.GUESS


def _save(account: Account) -> None:
    account.updated_at = clock.now()
    with refuse_second("an account"):
        account.save()
