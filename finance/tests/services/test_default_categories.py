from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from finance.domain.default_categories import DEFAULT_CATEGORIES
from finance.models import Category
from finance.services.categories import create_category
from finance.services.default_categories import create_default_categories
from finance.tests.services.test_categories import writes_and_reads
from preferences.services.versions import bump_ledger

Row = tuple[str | None, str, str, str, str, list[str]]


def rows(user: User) -> list[Row]:
    fields = ("parent__name", "name", "kind", "color", "bucket", "keywords")
    return sorted(Category.objects.for_user(user).values_list(*fields), key=str)


def shipped() -> list[Row]:
    tops: list[Row] = [(None, c.name, c.kind, c.color, c.bucket, []) for c in DEFAULT_CATEGORIES]
    subs: list[Row] = [
        (c.name, sub.name, c.kind, c.color, sub.bucket or c.bucket, list(sub.keywords))
        for c in DEFAULT_CATEGORIES
        for sub in c.children
    ]
    return sorted(tops + subs, key=str)


def test_a_new_person_has_the_shipped_tree(ana: User, ben: User) -> None:
    create_default_categories(ana)

    assert rows(ana) == shipped()
    assert rows(ben) == []


def test_a_repeat_changes_nothing(ana: User) -> None:
    create_default_categories(ana)
    create_default_categories(ana)

    assert rows(ana) == shipped()


def test_what_is_there_stays(ana: User) -> None:
    create_category(ana, name="TRAVEL", color="#123456")

    create_default_categories(ana)

    travel = Category.objects.get(user=ana, name_key="travel")
    assert (travel.name, travel.color, travel.children.count()) == ("TRAVEL", "#123456", 0)
    assert Category.objects.filter(user=ana, parent=None).count() == 10


def test_four_statements_whatever_the_number(ana: User) -> None:
    bump_ledger(ana.pk, periods=())

    with CaptureQueriesContext(connection) as queries:
        create_default_categories(ana)

    assert len(writes_and_reads(queries)) == 4
