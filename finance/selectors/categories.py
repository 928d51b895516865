"""Reads a person's tree of categories."""

from __future__ import annotations

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from accounts.models import User
from finance.models import Category, Split, Transaction

TREE_ORDER = ("top_key", "depth", "name_key", "id")


def categories_of(user: User) -> QuerySet[Category]:
    """All of them; ordered by `TREE_ORDER` every category stands before its subcategories."""
    return Category.objects.for_user(user).annotate(
        top_key=Coalesce(F("parent__name_key"), F("name_key")),
        depth=Case(When(parent__isnull=True, then=Value(0)), default=Value(1)),
    )


def categories_in_use(user: User) -> QuerySet[Category]:
    """Those that a live transaction or one of its split lines names, with their parents loaded."""
    rows = Transaction.objects.for_user(user).live().filter(category=OuterRef("pk"))
    lines = Split.objects.for_user(user).filter(category=OuterRef("pk"), transaction__deletion="")
    used = Category.objects.for_user(user).filter(Exists(rows) | Exists(lines))
    return used.select_related("parent").order_by("name_key", "id")


def count_uses(*, user: User, category_ids: list[int]) -> int:
    """How many live transactions name one of them, on the row itself or on a split line."""
    lines = Split.objects.for_user(user).filter(transaction=OuterRef("pk"), category__in=category_ids)
    rows = Transaction.objects.for_user(user).live()
    return rows.filter(Q(category__in=category_ids) | Exists(lines)).count()
