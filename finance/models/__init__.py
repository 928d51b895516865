"""The ledger's tables, one file per aggregate."""

from __future__ import annotations

from finance.models.account import Account
from finance.models.balance_snapshot import BalanceSnapshot
from finance.models.category import Category
from finance.models.change import TransactionChange
from finance.models.duplicate import DuplicateCandidate
from finance.models.exchange_rate import ExchangeRate
from finance.models.holding import Holding
from finance.models.import_batch import ImportBatch, ImportPreset
from finance.models.source import Source
from finance.models.transaction import Split, Tag, Transaction, TransactionTag
from finance.models.transfer_proposal import TransferProposal

__all__ = [
    "Account",
    "BalanceSnapshot",
    "Category",
    "DuplicateCandidate",
    "ExchangeRate",
    "Holding",
    "ImportBatch",
    "ImportPreset",
    "Source",
    "Split",
    "Tag",
    "Transaction",
    "TransactionChange",
    "TransactionTag",
    "TransferProposal",
]
