"""What becomes of a ledger when its owner starts again, leaves, or counts in another currency."""

from __future__ import annotations

from django.db import connection

from accounts.lifecycle import Mode
from accounts.models import User
from config.lib.ownership import OwnedModel
from finance.models import (
    Account,
    BalanceSnapshot,
    Category,
    DuplicateCandidate,
    Holding,
    ImportBatch,
    ImportPreset,
    Source,
    Split,
    Tag,
    Transaction,
    TransactionChange,
    TransactionTag,
    TransferProposal,
)
from finance.services.conversion import reconvert

# Children before parents: each table is emptied by one statement.
_ROWS: tuple[type[OwnedModel], ...] = (
    TransferProposal, DuplicateCandidate, TransactionTag, Split, TransactionChange, Transaction, ImportBatch,
    Source, Tag,
)  # fmt: skip
_STRUCTURE: tuple[type[OwnedModel], ...] = (
    ImportPreset, Holding, BalanceSnapshot, Account, Category,
)  # fmt: skip


def clear_ledger(user: User, mode: Mode) -> None:
    """`transactions` keeps accounts with their opening balances, categories and presets; `full` keeps
    nothing.

    Runs inside the marked transaction of accounts.services.erasure, with the owner's row locked: no ledger
    lock.
    """
    _empty(user, _ROWS if mode == "transactions" else _ROWS + _STRUCTURE)


def erase_ledger(user: User) -> None:
    _empty(user, _ROWS + _STRUCTURE)


def convert_ledger(user: User) -> None:
    """The base currency is another: every amount counted in it is computed anew."""
    reconvert(user=user)


def _empty(user: User, tables: tuple[type[OwnedModel], ...]) -> None:
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE user_id = %s", [user.pk])  # noqa: S608 - our tables
