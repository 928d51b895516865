"""Where files look for a category: its place in the tree now, and every place it ever had or took over."""

from __future__ import annotations

from collections.abc import Sequence

from finance.models import Category

# [id of the parent or None, name_key]
Place = list[int | str | None]


def place_of(category: Category) -> Place:
    return [category.parent_id, category.name_key]


def claim_places(category: Category, places: Sequence[Place]) -> None:
    """Files that name one of these places mean `category` from now on, and no other; the caller saves it.

    A category that stands at such a place today still goes first.
    """
    others = Category.objects.filter(user_id=category.user_id).exclude(pk=category.pk)
    for rival in others.exclude(former_places=[]):
        kept = [place for place in rival.former_places if place not in places]
        if kept != rival.former_places:
            rival.former_places = kept
            rival.save(update_fields=["former_places"])
    known = [place for place in category.former_places if place not in places]
    category.former_places = [place for place in (*known, *places) if place != place_of(category)]
