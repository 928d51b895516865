"""Sorts the categories in use into the buckets of a budget."""

from __future__ import annotations

from typing import NamedTuple

from accounts.models import User
from config.lib.text import fold
from finance.models import Category
from finance.selectors.categories import categories_in_use


class Buckets(NamedTuple):
    """Names of spending categories, each once, sorted."""

    needs: list[str]
    wants: list[str]
    savings: list[str]
    investment: list[str]


def buckets_of(user: User) -> Buckets:
    """A category stands for its subcategories; one that belongs elsewhere than its parent is named itself.

    Categories of income are in no bucket.
    """
    found: dict[str, dict[str, None]] = {bucket: {} for bucket in Category.Bucket.values}
    for category in categories_in_use(user).exclude(kind=Category.Kind.INCOME):
        parent = category.parent
        named = parent if parent and parent.bucket == category.bucket else category
        found[category.bucket][named.name] = None
    return Buckets(**{bucket: sorted(names, key=fold) for bucket, names in found.items()})
