"""Reads a person's accounts and what they hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from config.lib.errors import Missing
from finance.domain.transaction_filter import TransactionFilter
from finance.domain.transaction_out import TransactionOut
from finance.models import Account, Transaction
from finance.selectors.account_names import find_account
from finance.selectors.ordering import by_code_point
from finance.selectors.transaction_rows import complete, rows_of
from finance.selectors.transactions import filter_transactions
from finance.sql.balances import account_balances

NAME_ORDER = ("sort_key", "id")
BalanceSource = Callable[[User], dict[int, Decimal]]
_kept: list[BalanceSource] = []


def accounts_of(user: User) -> QuerySet[Account]:
    """All of them, inactive ones too; `NAME_ORDER` sorts them."""
    return Account.objects.for_user(user).annotate(sort_key=by_code_point("name_key"))


def accounts_in_use(user: User) -> QuerySet[Account]:
    """Those that a live transaction names on either side, by name."""
    rows = Transaction.objects.for_user(user).live()
    sends, receives = rows.filter(account=OuterRef("pk")), rows.filter(to_account=OuterRef("pk"))
    return accounts_of(user).filter(Exists(sends) | Exists(receives)).order_by(*NAME_ORDER)


def balances_of(user: User, *, as_of: date | None = None) -> dict[int, Decimal]:
    """The balance of every account by id, in its own currency, at the end of that day; None = with all rows.

    Opening balance and posted rows; what is owed is negative.
    """
    return account_balances(user.pk, as_of)


def register_balances(source: BalanceSource) -> None:
    """From an app above that keeps what rows add up to: `balances_now` asks it, the last one registered."""
    _kept.append(source)


def balances_now(user: User) -> dict[int, Decimal]:
    """As `balances_of` with all rows, at a cost that does not grow with their number."""
    return _kept[-1](user) if _kept else balances_of(user)


def recent_transactions(*, user: User, account_id: int, limit: int) -> list[TransactionOut]:
    """The newest rows that the account sent or received, pending ones too."""
    rows = filter_transactions(user=user, filters=TransactionFilter(account_id=account_id))
    return complete(user_id=user.pk, rows=list(rows_of(rows).order_by("-date", "-id")[:limit]))


def get_account_by_name(*, user: User, name: str) -> Account:
    """The account of that name, now or before; Missing where there is none."""
    account = find_account(user, name)
    if account is None:
        raise Missing
    return account


def classified_accounts(user: User) -> QuerySet[Account]:
    """Those whose type a person has set, by name."""
    return accounts_of(user).filter(type_source=Account.TypeSource.USER).order_by(*NAME_ORDER)


def accounts_of_type(*, user: User, type: str) -> QuerySet[Account]:
    """All accounts of a type, guessed or set, by name."""
    return accounts_of(user).filter(type=type).order_by(*NAME_ORDER)
