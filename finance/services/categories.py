"""Writes a person's tree of categories: two levels, one name per place."""

from __future__ import annotations

from typing import TypedDict, Unpack

from django.db import transaction

from accounts.models import User
from config.lib import clock
from config.lib.errors import Invalid, Missing
from config.lib.text import fold
from finance.domain.default_categories import bucket_for, colour_for
from finance.models import Category
from finance.selectors.touched import categories_decide, periods_of_categories
from finance.services.category_places import claim_places, place_of
from finance.services.locks import lock_ledger
from finance.services.unique_names import key_of, refuse_second
from finance.sql.search_text import CategoryKeys, move_category, rename_top_category
from preferences.services.versions import bump_ledger


class CategoryFields(TypedDict, total=False):
    """`color` is "#rrggbb". A subcategory always has the kind of its parent."""

    parent_id: int | None
    kind: str
    color: str
    icon: str
    bucket: str
    keywords: list[str]


class CategoryChanges(CategoryFields, total=False):
    name: str


def create_category(user: User, *, name: str, **fields: Unpack[CategoryFields]) -> Category:
    """What is not given comes from the parent or the name. Invalid for a name in use or a wrong parent."""
    with transaction.atomic():
        lock_ledger(user.pk)
        parent = _parent(user, fields.get("parent_id"))
        category = Category(
            user=user,
            parent=parent,
            name=name,
            name_key=key_of(name),
            kind=_kind(fields.get("kind"), parent, otherwise=Category.Kind.EXPENSE),
            color=fields.get("color") or (parent.color if parent else colour_for(name)),
            icon=fields.get("icon", ""),
            bucket=fields.get("bucket") or (parent.bucket if parent else bucket_for(name)),
            keywords=_keywords(fields.get("keywords", [])),
            created_at=clock.now(),
        )
        with refuse_second("a category"):
            category.save()
        bump_ledger(user.pk, periods=())
    return category


def update_category(user: User, category_id: int, **changes: Unpack[CategoryChanges]) -> Category:
    """Change what is given.

    A new name or place reaches the search text of every row, and files that use the old one still find it.
    """
    with transaction.atomic():
        lock_ledger(user.pk)
        category = _category(user, category_id)
        keys, place, kind = keys_of(category), place_of(category), category.kind
        _apply(user, category, changes)
        if place_of(category) != place:
            claim_places(category, [place])
        with refuse_second("a category"):
            category.save()
        if category.kind != kind:
            category.children.update(kind=category.kind)
        _update_search_text(category, keys)
        bump_ledger(user.pk, periods=_periods_of_move(user, category, keys))
    return category


def keys_of(category: Category) -> CategoryKeys:
    """(top key, sub key); the latter is "" for a top category."""
    parent = category.parent
    return (parent.name_key, category.name_key) if parent else (category.name_key, "")


def _category(user: User, category_id: int) -> Category:
    category = Category.objects.for_user(user).select_related("parent").filter(pk=category_id).first()
    if category is None:
        raise Missing
    return category


def _apply(user: User, category: Category, changes: CategoryChanges) -> None:
    if "name" in changes:
        category.name, category.name_key = changes["name"], key_of(changes["name"])
    if "parent_id" in changes:
        category.parent = _parent(user, changes["parent_id"], of=category)
    category.kind = _kind(changes.get("kind"), category.parent, otherwise=category.kind)
    category.color = changes.get("color", category.color)
    category.icon = changes.get("icon", category.icon)
    category.bucket = changes.get("bucket", category.bucket)
    if "keywords" in changes:
        category.keywords = _keywords(changes["keywords"])


def _parent(user: User, parent_id: int | None, *, of: Category | None = None) -> Category | None:
    if parent_id is None:
        return None
    parent = Category.objects.for_user(user).filter(pk=parent_id).first()
    if parent is None:
        problem = "No such category"
    elif parent == of:
        problem = "A category cannot be its own parent"
    elif parent.parent_id is not None:
        problem = "A subcategory cannot have subcategories"
    elif of is not None and of.children.exists():
        problem = "A category with subcategories cannot become one"
    else:
        return parent
    raise Invalid(errors={"parent_id": [problem]})


def _kind(given: str | None, parent: Category | None, *, otherwise: str) -> str:
    if parent is None:
        return given or otherwise
    if given and given != parent.kind:
        raise Invalid(errors={"kind": [f"Must be {parent.kind}, as its parent is"]})
    return parent.kind


def _keywords(words: list[str]) -> list[str]:
    """Each once, ignoring case and accents; the first spelling stays."""
    kept: dict[str, str] = {}
    for word in words:
        kept.setdefault(fold(word), word)
    return list(kept.values())


def _periods_of_move(user: User, category: Category, old: CategoryKeys) -> set[int]:
    """Of all its rows when it stands elsewhere now, or when a figure goes by one of its names."""
    new = keys_of(category)
    moved = bool(old[1]) != bool(new[1]) or (bool(new[1]) and old[0] != new[0])
    if not moved and (new == old or not categories_decide(user, {*old, *new})):
        return set()
    return periods_of_categories(user, [category.pk, *category.children.values_list("pk", flat=True)])


def _update_search_text(category: Category, old: CategoryKeys) -> None:
    new = keys_of(category)
    if new == old:
        return
    if old[1] or new[1]:
        move_category(user_id=category.user_id, category_id=category.pk, old=old, new=new)
    else:
        ids = [category.pk, *category.children.values_list("pk", flat=True)]
        rename_top_category(user_id=category.user_id, category_ids=ids, old=old[0], new=new[0])
