"""Keeps accounts in step with what their bank says of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from accounts.models import User
from config.lib import clock
from config.lib.money import round_money
from config.lib.text import fold
from finance.domain.linked_account import LinkedAccount, LinkedHolding
from finance.models import Account, BalanceSnapshot, Holding, Transaction
from finance.selectors.accounts import balances_of
from finance.services.locks import lock_ledger
from preferences.services.versions import EVERY_PERIOD, bump_ledger


def sync_accounts(
    *, user: User, connection_id: int, provider_id: str, accounts: Sequence[LinkedAccount]
) -> dict[str, Account]:
    """Create or update the accounts of one bank link; the owner's accounts of it by the bank's ids.

    A new one takes over an account of the same name and currency that no bank feeds, so that rows which an
    upload brought are compared with the bank's; else it is created, under a free name. Name, and a type that
    a person has set, stay the owner's. Each call leaves the day's balance; a repeat changes nothing else.
    """
    with transaction.atomic():
        lock_ledger(user.pk)
        now, retyped = clock.now(), False
        held = {row.name_key: row for row in Account.objects.for_user(user)}
        linked = {row.external_id: row for row in held.values() if row.connection_id == connection_id}
        for told in accounts:
            account = linked.get(told.external_id) or _new(user, told, held)
            account.provider_id, account.connection_id = provider_id, connection_id
            account.external_id = told.external_id
            was = account.type
            _copy(account, told)
            retyped |= account.name_key in held and account.type != was
            account.last_synced_at = now
            account.save()
            held[account.name_key] = linked[told.external_id] = account
        _snapshot(user, {linked[told.external_id]: told for told in accounts})
        bump_ledger(user.pk, periods=EVERY_PERIOD if retyped else ())
    return linked


def accounts_without_rows(user: User, accounts: Collection[Account]) -> list[Account]:
    rows = Transaction.objects.for_user(user)
    used = set(
        rows.filter(account__in=[a.pk for a in accounts]).values_list("account_id", flat=True).distinct()
    )
    return [account for account in accounts if account.pk not in used]


def anchor_balances(*, user: User, accounts: Collection[Account]) -> None:
    """Give each an opening balance with which its rows add up to what the bank says it holds.

    For accounts that have just been linked: a bank tells of the last months, not of everything before.
    """
    if not accounts:
        return
    with transaction.atomic():
        lock_ledger(user.pk)
        counted = balances_of(user)
        for account in accounts:
            if account.current_balance is not None:
                account.opening_balance += account.current_balance - counted[account.pk]
                account.save(update_fields=["opening_balance"])
        bump_ledger(user.pk, periods=())


def sync_holdings(
    *, user: User, accounts: Mapping[str, Account], holdings: Sequence[LinkedHolding], today: date
) -> None:
    """The securities in these accounts are those and no others; `accounts` as sync_accounts gives them."""
    with transaction.atomic():
        lock_ledger(user.pk)
        stored = Holding.objects.for_user(user).filter(account__in=[row.pk for row in accounts.values()])
        known = {(row.account_id, row.external_id): row for row in stored}
        told = {(accounts[h.account_id].pk, h.external_id): h for h in holdings if h.account_id in accounts}
        for place, holding in told.items():
            values = _holding(holding, today)
            row = known.pop(place, None)
            if row is None or any(getattr(row, name) != value for name, value in values.items()):
                Holding.objects.update_or_create(
                    user=user,
                    account_id=place[0],
                    external_id=place[1],
                    defaults={**values, "updated_at": clock.now()},
                )
        stored.filter(pk__in=[row.pk for row in known.values()]).delete()


def _new(user: User, told: LinkedAccount, held: Mapping[str, Account]) -> Account:
    same = held.get(fold(told.name))
    if same and same.connection_id is None and same.currency == told.currency and same.is_active:
        return same
    name = _free_name(told, held)
    now = clock.now()
    return Account(user=user, name=name, name_key=fold(name), created_at=now, updated_at=now)


def _free_name(told: LinkedAccount, held: Mapping[str, Account]) -> str:
    name = told.name if fold(told.name) else "Account"
    candidates = [name, *([f"{name[:100]} {told.mask}"] if told.mask else [])]
    candidates += [f"{name[:110]} ({number})" for number in range(2, len(held) + 3)]
    return next(candidate for candidate in candidates if fold(candidate) not in held)


def _copy(account: Account, told: LinkedAccount) -> None:
    account.current_balance = round_money(told.balance, told.currency)
    account.available_balance = _rounded(told.available, told.currency)
    account.credit_limit = _rounded(told.credit_limit, told.currency)
    account.official_name, account.mask, account.subtype = told.official_name, told.mask, told.subtype
    account.currency = account.currency or told.currency
    if account.type_source != Account.TypeSource.USER:
        account.type, account.type_source = told.type, Account.TypeSource.BANK


def _snapshot(user: User, told: Mapping[Account, LinkedAccount]) -> None:
    day = clock.today(user.time_zone)
    BalanceSnapshot.objects.bulk_create(
        [
            BalanceSnapshot(
                user=user,
                account=account,
                date=day,
                balance=round_money(said.balance, said.currency),
                available=account.available_balance,
            )
            for account, said in told.items()
        ],
        update_conflicts=True,
        unique_fields=["user", "account", "date"],
        update_fields=["balance", "available"],
    )


def _holding(told: LinkedHolding, today: date) -> dict[str, object]:
    names = (
        "name", "ticker", "isin", "type", "currency", "quantity", "price", "close_price", "close_price_date",
    )  # fmt: skip
    money = {name: _rounded(getattr(told, name), told.currency) for name in ("value", "cost_basis")}
    return {**{name: getattr(told, name) for name in names}, **money, "as_of": told.as_of or today}


def _rounded(amount: Decimal | None, currency: str) -> Decimal | None:
    return None if amount is None else round_money(amount, currency)
