"""The accounts and categories that a person's own input means, by name or by id."""

from __future__ import annotations

from accounts.models import User
from config.lib.errors import Invalid
from config.lib.text import fold
from finance.models import Account, Category
from finance.selectors.account_names import find_account
from finance.services.accounts import create_account

Reference = str | int


def account_meant(user: User, reference: Reference, *, field: str) -> Account:
    """A name or an id; an unknown name becomes a new account, an id that is not the owner's is Invalid."""
    if isinstance(reference, str):
        return find_account(user, reference) or create_account(user, name=reference)
    account = Account.objects.for_user(user).filter(pk=reference).first()
    if account is None:
        raise Invalid(errors={field: ["No such account"]})
    return account


def category_meant(user: User, reference: Reference, *, field: str) -> Category:
    """A name or an id; a name means a top category, else the only subcategory called so. Invalid when
    unknown.
    """
    rows = Category.objects.for_user(user).select_related("parent")
    if isinstance(reference, int):
        found = list(rows.filter(pk=reference))
    else:
        found = list(rows.filter(name_key=fold(reference)))
        found = [row for row in found if row.parent_id is None] or found
    if len(found) == 1:
        return found[0]
    raise Invalid(errors={field: ["Several categories have this name" if found else "No such category"]})


def subcategory_meant(user: User, category: Category | None, name: str) -> Category:
    """The subcategory of that name below the top of `category`."""
    top = category and (category.parent or category)
    rows = Category.objects.for_user(user).select_related("parent")
    found = rows.filter(parent=top, name_key=fold(name)).first() if top else None
    if found is None:
        raise Invalid(errors={"subcategory": ["No such subcategory" if top else "Needs a category"]})
    return found
