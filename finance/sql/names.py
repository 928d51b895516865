"""The names that go with the ids in transactions.

Looked up by id beside the page instead of joined: with six joins PostgreSQL plans longer than it reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from finance.sql.statement import among, fetch, ids


class CategoryName(NamedTuple):
    category: str | None
    subcategory: str | None


NO_CATEGORY = CategoryName(None, None)


class Names(NamedTuple):
    """By id. `sources` are kinds (manual, upload, file), `files` the names of imported files by import id."""

    accounts: dict[int, str]
    categories: dict[int, CategoryName]
    sources: dict[int, str]
    files: dict[int, str]


_NAMES = """
    SELECT 'account', id, name, NULL FROM finance_account WHERE user_id = %(user)s {accounts}
    UNION ALL
    SELECT 'category', c.id, COALESCE(parent.name, c.name), CASE WHEN parent.id IS NOT NULL THEN c.name END
    FROM finance_category c LEFT JOIN finance_category parent ON parent.id = c.parent_id
    WHERE c.user_id = %(user)s {categories}
    UNION ALL
    SELECT 'source', id, kind, NULL FROM finance_source WHERE user_id = %(user)s {sources}
    UNION ALL
    SELECT 'file', id, file_name, NULL FROM finance_importbatch WHERE user_id = %(user)s {files}
"""


def all_names(user_id: int) -> Names:
    """Every name of the user: for readers of the whole ledger."""
    return _names(_NAMES.format(accounts="", categories="", sources="", files=""), user=user_id)


def names_of(
    user_id: int,
    *,
    accounts: Iterable[int],
    categories: Iterable[int],
    sources: Iterable[int],
    files: Iterable[int],
) -> Names:
    """The names of these ids: for a page."""
    statement = _NAMES.format(
        accounts=f"AND id {among('accounts')}",
        categories=f"AND c.id {among('categories')}",
        sources=f"AND id {among('sources')}",
        files=f"AND id {among('files')}",
    )
    return _names(
        statement,
        user=user_id,
        accounts=ids(accounts),
        categories=ids(categories),
        sources=ids(sources),
        files=ids(files),
    )


def _names(statement: str, **parameters: Any) -> Names:
    names = Names({}, {}, {}, {})
    plain = {"account": names.accounts, "source": names.sources, "file": names.files}
    for what, key, name, subcategory in fetch(statement, **parameters):
        if what == "category":
            names.categories[key] = CategoryName(name, subcategory)
        else:
            plain[what][key] = name
    return names
