"""Keeps `search_text` true when an account or a category gets another name: one UPDATE, no row read.

The layout is `finance.domain.search_text`'s; the separators around a name make the replacement exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from finance.domain.search_text import ACCOUNT, CATEGORY
from finance.sql.bulk import id_list

CategoryKeys = tuple[str, str]


def category_part(keys: CategoryKeys) -> str:
    """The whole part of the text that names a category: (top key, sub key), either may be ""."""
    top, sub = keys
    return f"{CATEGORY}{top}{CATEGORY}{sub}{CATEGORY}"


def rename_top_category(*, user_id: int, category_ids: Sequence[int], old: str, new: str) -> None:
    """In the rows of a top category and of its subcategories, all of them given."""
    # A subcategory of the same name is safe: its own first separator is part of the match before it.
    clause, ids = id_list(category_ids)
    _execute(
        f"UPDATE finance_transaction SET search_text = REPLACE(search_text, %s, %s) "  # noqa: S608 - the clause is ours
        f"WHERE user_id = %s AND category_id {clause}",
        [f"{CATEGORY}{old}{CATEGORY}", f"{CATEGORY}{new}{CATEGORY}", user_id, ids],
    )


def move_category(*, user_id: int, category_id: int, old: CategoryKeys, new: CategoryKeys) -> None:
    """In the rows of a category whose keys change, in any way."""
    _execute(
        "UPDATE finance_transaction SET search_text = REPLACE(search_text, %s, %s) "
        "WHERE user_id = %s AND category_id = %s",
        [category_part(old), category_part(new), user_id, category_id],
    )


def rename_account(*, user_id: int, account_id: int, old: str, new: str) -> None:
    """In the rows that the account sends or receives."""
    # The sending account stands right behind the categories; what is left of the old name is the receiver.
    sender = CATEGORY + ACCOUNT
    _execute(
        "UPDATE finance_transaction SET search_text = REPLACE(REPLACE(search_text, %s, %s), %s, %s) "
        "WHERE user_id = %s AND (account_id = %s OR to_account_id = %s)",
        [
            f"{sender}{old}{ACCOUNT}",
            f"{sender}{new}{ACCOUNT}",
            f"{ACCOUNT}{old}{ACCOUNT}",
            f"{ACCOUNT}{new}{ACCOUNT}",
            user_id,
            account_id,
            account_id,
        ],
    )


def _execute(statement: str, parameters: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
