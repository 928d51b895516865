"""Ledgers made at random, by the services: people enter, edit, split, refund, delete, upload, prefer.

for step in ledger: take(user, step)               # user = person()
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from hypothesis import strategies as st

from accounts.models import User
from accounts.tests.factories import UserFactory
from config.lib.errors import Refused
from finance.domain.rates import DatedRate
from finance.models import Category, ImportBatch, Transaction
from finance.services.accounts import create_account, delete_account, update_account
from finance.services.categories import create_category, update_category
from finance.services.category_deletion import delete_category
from finance.services.conversion import store_rates
from finance.services.edits import Edit
from finance.services.refunds import link_refund, unlink_refund
from finance.services.splits import SplitLine, set_splits
from finance.services.transactions import (
    create_transaction,
    delete_transactions,
    edit_transactions,
    restore_transaction,
)
from finance.services.undo import undo_import
from finance.services.upload import Upload, upload_rows
from preferences.services.preferences import update_preferences

FIRST = date(2024, 12, 20)
ACCOUNTS = ("Bank", "Abroad", "Fund")
CATEGORIES = ("Salary", "Groceries", "Trips", "Taxes", "Bonus", "Hotels")
TYPES = ("Expense", "Income", "Expense", "Transfer")


class Step(NamedTuple):
    """What somebody does, with numbers that say to what."""

    what: str
    one: int
    other: int
    units: int


def day(step: Step) -> date:
    return FIRST + timedelta(step.units % 80)


def picked(rows: Any, number: int) -> Any:
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    if not keys:
        raise Refused
    return keys[number % len(keys)]


def row(user: User, number: int, **fields: Any) -> int:
    return int(picked(Transaction.objects.for_user(user).filter(**fields), number))


def category(user: User, number: int) -> int:
    return int(picked(Category.objects.for_user(user), number))


def enter(user: User, step: Step) -> None:
    kind = TYPES[step.one % len(TYPES)]
    account, other = ACCOUNTS[step.other % 3], ACCOUNTS[(step.other + 1) % 3]
    sides = {"to_account": other} if kind == "Transfer" else {"category": CATEGORIES[step.units % 6]}
    create_transaction(
        user=user,
        edit=Edit(
            date=day(step),
            amount=Decimal(step.units) / 4,  # cents, and never too many of them
            type=kind,
            account=account,
            merchant=("Shop", "Inn", "")[step.one % 3],
            **sides,
        ),
    )


def edit(user: User, step: Step) -> None:
    changes = (
        Edit(amount=Decimal(step.units)),
        Edit(date=day(step)),
        Edit(category=CATEGORIES[step.units % 6]),
        Edit(type=TYPES[step.units % 4]),
        Edit(account=ACCOUNTS[step.units % 3]),
        Edit(status=("posted", "pending")[step.units % 2]),
        Edit(merchant=("Shop", "Inn")[step.units % 2]),
    )
    edit_transactions(user=user, edits={row(user, step.one): changes[step.other % len(changes)]})


def split(user: User, step: Step) -> None:
    key = row(user, step.one)
    whole = Transaction.objects.get(pk=key).amount
    half = (whole / 2).quantize(Decimal("0.01"))
    named = [CATEGORIES[step.other % 6], CATEGORIES[step.units % 6]]
    parts = zip((half, whole - half), named, strict=True)
    lines = [SplitLine(amount, category=name) for amount, name in parts]
    set_splits(user=user, transaction_id=key, lines=lines)


def bring(user: User, step: Step) -> None:
    rows = [
        {
            "date": (day(step) + timedelta(number)).isoformat(),
            "amount": step.units + number,
            "type": TYPES[(step.one + number) % 3],
            "category": CATEGORIES[number],
            "account": ACCOUNTS[step.other % 2],
        }
        for number in range(3)
    ]
    # The second file replaces what the first one brought.
    upload_rows(user=user, upload=Upload("a.xlsx", f"{step.units:064x}", rows, confirm_deletions=True))


def rate(user: User, step: Step) -> None:
    store_rates([DatedRate("INR", day(step), Decimal(90 + step.one % 3))], source="ecb")


def prefer(user: User, step: Step) -> None:
    changes: tuple[dict[str, Any], ...] = (
        {"excluded_accounts": [ACCOUNTS[step.units % 3]]},
        {"use_earning_start_date": True, "earning_start_date": day(step)},
        {"essential_categories": [CATEGORIES[step.units % 6]]},
        {"taxable_income_categories": [CATEGORIES[step.units % 6], "Bonus"]},
        {"investment_account_mappings": {ACCOUNTS[step.units % 3]: "stocks"}},
        {"display_currency": ("EUR", "INR")[step.units % 2]},
    )
    update_preferences(user=user, changes=changes[step.other % len(changes)])
    user.refresh_from_db()


def rename(user: User, step: Step) -> None:
    update_category(user, category(user, step.one), name=("Trips 2", "Taxes", "Bonus")[step.other % 3])


def move(user: User, step: Step) -> None:
    update_category(user, category(user, step.one), parent_id=category(user, step.other))


def retype(user: User, step: Step) -> None:
    key = row(user, step.one)
    account = Transaction.objects.get(pk=key).account_id
    update_account(user, account, type=("investment", "checking")[step.other % 2])


STEPS: dict[str, Callable[[User, Step], object]] = {
    "enter": enter,
    "edit": edit,
    "split": split,
    "bring": bring,
    "rate": rate,
    "prefer": prefer,
    "rename": rename,
    "move": move,
    "retype": retype,
    "delete": lambda user, step: delete_transactions(user=user, ids=[row(user, step.one)]),
    "restore": lambda user, step: restore_transaction(
        user=user, transaction_id=row(user, step.one, deletion="user")
    ),
    "refund": lambda user, step: link_refund(
        user=user,
        purchase_id=row(user, step.one, type="Expense", deletion=""),
        refund_id=row(user, step.other, type="Income", deletion=""),
    ),
    "no refund": lambda user, step: unlink_refund(
        user=user, refund_id=row(user, step.one, refund_of__isnull=False)
    ),
    "drop": lambda user, step: delete_category(
        user, category(user, step.one), reassign_to=category(user, step.other)
    ),
    "undo": lambda user, step: undo_import(
        user=user, batch_id=picked(ImportBatch.objects.filter(user=user), step.one), force=True
    ),
    "purge": lambda user, step: delete_account(
        user, Transaction.objects.get(pk=row(user, step.one)).account_id, purge=step.other == 0
    ),
}


def steps_of(*names: str) -> st.SearchStrategy[Step]:
    return st.builds(
        Step,
        what=st.sampled_from(names),
        one=st.integers(0, 9),
        other=st.integers(0, 9),
        units=st.integers(1, 200),
    )


ledgers = st.lists(steps_of("enter"), min_size=4, max_size=8)
# Every other person leaves accounts or early rows out of the figures in the end.
left_out = st.lists(
    st.builds(
        Step, what=st.just("prefer"), one=st.just(0), other=st.integers(0, 1), units=st.integers(1, 200)
    ),
    max_size=2,
)
edits = st.builds(
    list.__add__, st.lists(steps_of("edit", "edit", "split", "refund", *STEPS), max_size=10), left_out
)


def person() -> User:
    user: User = UserFactory()
    for name in ACCOUNTS:
        create_account(user, name=name, currency="EUR" if name == "Abroad" else "INR")
    for name in CATEGORIES:
        create_category(user, name=name, kind="Income" if name in {"Salary", "Bonus"} else "Expense")
    return user


def take(user: User, step: Step) -> None:
    """What a service refuses is no edit."""
    with contextlib.suppress(Refused):
        STEPS[step.what](user, step)
