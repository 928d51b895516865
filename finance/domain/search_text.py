"""The text that searches run against: the same answer on every database.

Layout, all parts folded: note RS merchant FS category FS subcategory FS GS account GS to_account GS. The
separators never occur in a search word, so no word matches across parts, and a rename can replace one name
without touching the rest.
"""

from __future__ import annotations

from typing import Protocol

from config.lib.text import fold

NAME, CATEGORY, ACCOUNT = "\x1e", "\x1c", "\x1d"


class Named(Protocol):
    name_key: str


class NamedCategory(Named, Protocol):
    @property
    def parent(self) -> Named | None: ...


def search_text_of(
    *, note: str, merchant: str, category: NamedCategory | None, account: Named, to_account: Named | None
) -> str:
    """`note` and `merchant` as people read them; the others bring their keys."""
    return text_part(note, merchant) + name_part(category=category, account=account, to_account=to_account)


def text_part(note: str, merchant: str) -> str:
    """What differs from row to row."""
    return f"{fold(note)}{NAME}{fold(merchant) if merchant else ''}"


def name_part(*, category: NamedCategory | None, account: Named, to_account: Named | None) -> str:
    """What rows share."""
    top, sub = "", ""
    if category is not None:
        parent = category.parent
        top, sub = (parent.name_key, category.name_key) if parent else (category.name_key, "")
    other = to_account.name_key if to_account else ""
    return f"{CATEGORY}{top}{CATEGORY}{sub}{CATEGORY}{ACCOUNT}{account.name_key}{ACCOUNT}{other}{ACCOUNT}"
