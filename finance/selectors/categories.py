"""Reads a person's tree of categories."""

from __future__ import annotations

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from accounts.models import User
from finance.models import Category, Split, Transaction
from finance.selectors.ordering import by_code_point

TREE_ORDER = ("top_key", "depth", "sort_key", "id")


def categories_of(user: User) -> QuerySet[Category]:
    """All of them; ordered by `TREE_ORDER` every category stands before its subcategories."""
    return Category.objects.for_user(user).annotate(
        top_key=by_code_point(Coalesce("parent__name_key", "name_key")),
        depth=Case(When(parent=None, then=Value(0)), default=Value(1)),
        sort_key=by_code_point("name_key"),
    )


def categories_in_use(user: User) -> QuerySet[Category]:
    """Those that a live transaction or one of its split lines names, parents loaded."""
    rows = Transaction.objects.for_user(user).live().filter(category=OuterRef("pk"))
    lines = Split.objects.for_user(user).filter(category=OuterRef("pk"), transaction__deletion="")
    return categories_of(user).filter(Exists(rows) | Exists(lines)).select_related("parent")


def category_names_in_use(user: User) -> dict[str, list[str]]:
    """The top categories in use with their subcategories in use, by name."""
    names: dict[str, list[str]] = {}
    for category in categories_in_use(user).order_by(*TREE_ORDER):
        parent = category.parent
        below = names.setdefault(parent.name if parent else category.name, [])
        if parent:
            below.append(category.name)
    return names


def count_uses(*, user: User, category_ids: list[int]) -> int:
    """How many live transactions name one of them, on the row itself or on a split line."""
    lines = Split.objects.for_user(user).filter(transaction=OuterRef("pk"), category__in=category_ids)
    rows = Transaction.objects.for_user(user).live()
    return rows.filter(Q(category__in=category_ids) | Exists(lines)).count()
