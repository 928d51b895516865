"""Turns the account and category names of a source into rows of the owner, creating what is not there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

from accounts.models import User
from config.lib import clock
from config.lib.text import fold
from finance.domain.account_type import guess_account_type
from finance.domain.default_categories import bucket_for, colour_for
from finance.domain.incoming import IncomingTransaction
from finance.domain.known_typos import corrected_name
from finance.models import Account, Category

CategoryName = tuple[str, str]
Place = tuple[int | None, str]
Row = TypeVar("Row", Account, Category)


@dataclass
class NameBook:
    """Accounts and categories by the words that a source uses for them.

    `categories` is keyed by (category, subcategory) as the source spells them, the latter "" for none, and
    gives the deepest of the two. `created` lists the ids of what was not there before, by table.
    """

    accounts: dict[str, Account] = field(default_factory=dict)
    categories: dict[CategoryName, Category] = field(default_factory=dict)
    created: dict[str, list[int]] = field(default_factory=lambda: {"accounts": [], "categories": []})


def resolve_names(
    *, user: User, rows: Iterable[IncomingTransaction], accounts: Mapping[str, Account] | None = None
) -> NameBook:
    """Find or create every account and category that the rows name; the caller holds the ledger's lock.

    Names are equal ignoring case, accents and width, an account is also found by an earlier name, and the
    first spelling stays. A new account has the currency that all of its rows name, else the owner's. Where
    the source has its own ids, `accounts` says which account each one is.
    """
    currencies: dict[str, set[str]] = {}
    hints: dict[CategoryName, str] = {}
    for row in rows:
        currencies.setdefault(row.account, set()).add(row.currency or "")
        if row.to_account:
            currencies.setdefault(row.to_account, set())
        if row.category and row.type != "Transfer":
            hints.setdefault((row.category, row.subcategory or ""), row.type)
    book = NameBook()
    if accounts is None:
        _resolve_accounts(user, currencies, book)
    else:
        book.accounts = dict(accounts)
    _resolve_categories(user, hints, book)
    return book


def _resolve_accounts(user: User, currencies: dict[str, set[str]], book: NameBook) -> None:
    known: dict[str, Account] = {}
    for account in Account.objects.for_user(user).order_by("id"):
        known[account.name_key] = account
        for key in account.former_keys:
            known.setdefault(key, account)
    now = clock.now()
    new: dict[str, Account] = {}
    for name, named in sorted(currencies.items()):
        key = fold(name)
        if key not in known and key not in new:
            own = next(iter(named)) if len(named) == 1 else ""
            new[key] = Account(
                user=user,
                name=name,
                name_key=key,
                type=guess_account_type(name),
                currency=own or user.base_currency,
                created_at=now,
                updated_at=now,
            )
    known.update(_created(Account.objects.bulk_create(new.values()), "accounts", book))
    book.accounts = {name: known[fold(name)] for name in currencies}


def _resolve_categories(user: User, hints: dict[CategoryName, str], book: NameBook) -> None:
    if not hints:
        return
    places = _category_places(user)
    owned = frozenset(key for parent, key in places if parent is None)
    spelled = {hint: (corrected_name(hint[0], owned), hint[1]) for hint in hints}
    folded = cache(fold)

    new_tops: dict[Place, Category] = {}
    for hint, kind in sorted(hints.items()):
        name, _ = spelled[hint]
        place = (None, folded(name))
        if place not in places and place not in new_tops:
            new_tops[place] = _new_category(user, name, kind, parent=None)
    _created(Category.objects.bulk_create(new_tops.values()), "categories", book)
    places |= new_tops

    new_subs: dict[Place, Category] = {}
    for hint, kind in sorted(hints.items()):
        name, sub = spelled[hint]
        top = places[None, folded(name)]
        below = (top.pk, folded(sub))
        if sub and top.parent_id is None and below not in places and below not in new_subs:
            new_subs[below] = _new_category(user, sub, kind, parent=top)
    _created(Category.objects.bulk_create(new_subs.values()), "categories", book)
    places |= new_subs
    for hint in hints:
        name, sub = spelled[hint]
        top = places[None, folded(name)]
        book.categories[hint] = places[top.pk, folded(sub)] if sub and top.parent_id is None else top


def _category_places(user: User) -> dict[Place, Category]:
    """The owner's categories by (parent id, key), where they are now and where they were before."""
    rows = {row.pk: row for row in Category.objects.for_user(user).order_by("id")}
    places: dict[Place, Category] = {}
    for row in rows.values():
        row.parent = rows[row.parent_id] if row.parent_id else None
        places[row.parent_id, row.name_key] = row
    for row in rows.values():
        for parent, key in row.former_places:
            places.setdefault((parent, key), row)
    return places


def _created(rows: list[Row], table: str, book: NameBook) -> dict[str, Row]:
    book.created[table] += [row.pk for row in rows]
    return {row.name_key: row for row in rows}


def _new_category(user: User, name: str, kind: str, *, parent: Category | None) -> Category:
    return Category(
        user=user,
        parent=parent,
        name=name,
        name_key=fold(name),
        kind=kind,
        color=parent.color if parent else colour_for(name),
        bucket=parent.bucket if parent else bucket_for(name),
        created_at=clock.now(),
    )
