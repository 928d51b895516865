"""The names of a person's categories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finance.selectors.categories import TREE_ORDER, categories_of

if TYPE_CHECKING:
    from accounts.models import User


def category_names(*, user: User) -> dict[str, dict[str, list[str]]]:
    """Kind ("Income", "Expense") -> top category -> its subcategories, each in the order of names."""
    names: dict[str, dict[str, list[str]]] = {"Income": {}, "Expense": {}}
    for category in categories_of(user).select_related("parent").order_by(*TREE_ORDER):
        top = category.parent or category
        below = names[top.kind].setdefault(top.name, [])
        if category.parent:
            below.append(category.name)
    return names
