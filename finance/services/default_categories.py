"""Gives a new person the shipped tree of categories."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from config.lib import clock
from config.lib.text import fold
from finance.domain.default_categories import DEFAULT_CATEGORIES, DefaultCategory
from finance.models import Category
from preferences.services.versions import bump_ledger


def create_default_categories(user: User) -> None:
    """Top categories that the person has already, by name, stay as they are."""
    # No ledger lock: this runs when a person arrives or starts again, with the person's own row locked.
    with transaction.atomic():
        held = set(Category.objects.for_user(user).filter(parent=None).values_list("name_key", flat=True))
        missing = [default for default in DEFAULT_CATEGORIES if fold(default.name) not in held]
        now = clock.now()
        tops = Category.objects.bulk_create([_top(user, default, now) for default in missing])
        Category.objects.bulk_create(
            sub for default, top in zip(missing, tops, strict=True) for sub in _subs(default, top)
        )
        bump_ledger(user.pk, periods=())


def _top(user: User, default: DefaultCategory, at: datetime) -> Category:
    return Category(
        user=user,
        name=default.name,
        name_key=fold(default.name),
        kind=default.kind,
        color=default.color,
        icon=default.icon,
        bucket=default.bucket,
        created_at=at,
    )


def _subs(default: DefaultCategory, top: Category) -> list[Category]:
    return [
        Category(
            user_id=top.user_id,
            parent=top,
            name=sub.name,
            name_key=fold(sub.name),
            kind=top.kind,
            color=top.color,
            icon=top.icon,
            bucket=sub.bucket or top.bucket,
            keywords=list(sub.keywords),
            created_at=top.created_at,
        )
        for sub in default.children
    ]
