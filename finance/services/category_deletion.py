"""Removes a category and says where its rows go."""

from __future__ import annotations

import json

from django.db import transaction

from accounts.models import User
from config.lib import clock
from config.lib.errors import Conflict, Invalid, Missing
from finance.models import Category
from finance.selectors.categories import count_uses
from finance.selectors.shown import as_json
from finance.selectors.touched import periods_of_categories
from finance.services.categories import keys_of
from finance.services.category_places import claim_places, place_of
from finance.services.locks import lock_ledger
from finance.sql.recategorise import NOWHERE, Place, move_rows
from preferences.services.versions import bump_ledger


def delete_category(user: User, category_id: int, *, reassign_to: int | None = None) -> None:
    """Remove the category and its subcategories.

    Conflict with the `count` of live transactions that use them, unless `reassign_to` names the category that
    takes over all their rows and split lines, and the names that files use for them. Rows that were deleted
    before do not count; they move too, or lose their category.
    """
    with transaction.atomic():
        lock_ledger(user.pk)
        category = _find(user, category_id)
        if category is None:
            raise Missing
        leaving = [category, *category.children.all()]
        ids = [row.pk for row in leaving]
        target = None if reassign_to is None else _target(user, reassign_to, leaving)
        if target is None:
            _refuse_used(user, ids)
        periods = periods_of_categories(user, ids)
        move_rows(
            user_id=user.pk,
            leaving=[_whereabouts(row) for row in leaving],
            to=_whereabouts(target) if target else NOWHERE,
            at=clock.now(),
            reason=f"Category {category.name} was deleted",
        )
        if target:
            _take_over_names(target, leaving)
        Category.objects.for_user(user).filter(pk__in=ids).delete()
        bump_ledger(user.pk, periods=periods)


def _find(user: User, category_id: int) -> Category | None:
    return Category.objects.for_user(user).select_related("parent").filter(pk=category_id).first()


def _target(user: User, category_id: int, leaving: list[Category]) -> Category:
    target = _find(user, category_id)
    if target is None:
        raise Invalid(errors={"reassign_to": ["No such category"]})
    if target in leaving:
        raise Invalid(errors={"reassign_to": ["This category is deleted too"]})
    return target


def _refuse_used(user: User, ids: list[int]) -> None:
    count = count_uses(user=user, category_ids=ids)
    if count:
        raise Conflict(
            "This category is in use",
            detail=f"{count} transactions use it. Send reassign_to=ID to move them to another category.",
            extra={"count": count},
        )


def _whereabouts(category: Category) -> Place:
    return Place(category.pk, keys_of(category), json.dumps(as_json(category)))


def _take_over_names(target: Category, leaving: list[Category]) -> None:
    gone = {row.pk for row in leaving}
    places = [place for row in leaving for place in (*row.former_places, place_of(row))]
    # What stood below a deleted category is looked for below the one that took its name.
    claim_places(target, [[target.pk if parent in gone else parent, key] for parent, key in places])
    target.save(update_fields=["former_places"])
