"""The names that go with the ids in transactions.

Looked up by id beside the page instead of joined: with six joins PostgreSQL plans longer than it reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from finance.sql.statement import among, fetch, ids


class CategoryName(NamedTuple):
    category: str | None
    subcategory: str | None


NO_CATEGORY = CategoryName(None, None)


class Names(NamedTuple):
    """By id. `sources` are kinds (manual, upload, …), `files` the names of imported files by import id."""

    accounts: dict[int, str]
    categories: dict[int, CategoryName]
    sources: dict[int, str]
    files: dict[int, str]


_NAMES = """
    SELECT 'account', id, name, NULL FROM finance_account WHERE user_id = %(user)s AND id {accounts}
    UNION ALL
    SELECT 'category', c.id, COALESCE(parent.name, c.name), CASE WHEN parent.id IS NOT NULL THEN c.name END
    FROM finance_category c LEFT JOIN finance_category parent ON parent.id = c.parent_id
    WHERE c.user_id = %(user)s AND c.id {categories}
    UNION ALL
    SELECT 'source', id, kind, NULL FROM finance_source WHERE user_id = %(user)s AND id {sources}
    UNION ALL
    SELECT 'file', id, file_name, NULL FROM finance_importbatch
    WHERE user_id = %(user)s AND id {files} AND format <> 'bank'
"""


def names_of(
    user_id: int,
    *,
    accounts: Iterable[int],
    categories: Iterable[int],
    sources: Iterable[int],
    files: Iterable[int],
) -> Names:
    """The names of the user's rows with these ids; the ids of others have none."""
    wanted = {"accounts": accounts, "categories": categories, "sources": sources, "files": files}
    statement = _NAMES.format(**{table: among(table) for table in wanted})
    names = Names({}, {}, {}, {})
    plain = {"account": names.accounts, "source": names.sources, "file": names.files}
    parameters = {table: ids(values) for table, values in wanted.items()}
    for what, key, name, subcategory in fetch(statement, user=user_id, **parameters):
        if what == "category":
            names.categories[key] = CategoryName(name, subcategory)
        else:
            plain[what][key] = name
    return names
