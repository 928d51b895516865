"""Which rows each filter finds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from finance.domain.transaction_filter import TransactionFilter
from finance.models import DuplicateCandidate, ImportBatch, Tag, Transaction, TransactionTag
from finance.selectors.transactions import filter_transactions
from finance.tests.factories import (
    AT,
    AccountFactory,
    CategoryFactory,
    SourceFactory,
    SplitFactory,
    TransactionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger(ana: User, ben: User) -> dict[str, Transaction]:
    """Rows by name; each differs from the others in what a filter asks."""
    bank = AccountFactory(id=901, user=ana, name="HDFC Sávings")
    cash = AccountFactory(id=902, user=ana, name="Cash")
    food = CategoryFactory(id=911, user=ana, name="Food")
    dining = CategoryFactory(id=912, user=ana, name="Dining", parent=food)
    home = CategoryFactory(id=913, user=ana, name="Home")
    other_dining = CategoryFactory(user=ana, name="Dining", parent=home)
    upload = SourceFactory(user=ana, kind="upload", name="Money.xlsx")
    batch = ImportBatch.objects.create(
        id=921, user=ana, source=upload, format="json", file_name="Money.xlsx", created_at=AT
    )
    plain: dict[str, Any] = {"user": ana, "account": bank}
    rows: dict[str, Transaction] = {
        "meal": TransactionFactory(
            **plain, category=dining, amount=50, note="Café  LATTE", merchant="Blue Cup"
        ),
        "food": TransactionFactory(**plain, category=food, amount=60, date=date(2026, 1, 14)),
        "rug": TransactionFactory(**plain, category=other_dining, amount=70, needs_review=True),
        "none": TransactionFactory(**plain, amount=80, note="100%_a\\b", is_anomaly=True),
        "shop": TransactionFactory(**plain, category=food, amount=90, source=upload, import_batch=batch),
        "pay": TransactionFactory(
            **plain, type="Income", amount=100, status="pending", date=date(2026, 1, 16)
        ),
        "move": TransactionFactory(**plain, type="Transfer", to_account=cash, amount=110),
        "gone": TransactionFactory(**plain, category=food, note="latte", deleted=True),
        "ben's": TransactionFactory(user=ben, note="latte"),
    }
    SplitFactory(transaction=rows["shop"], amount=45, category=home)
    SplitFactory(transaction=rows["shop"], amount=45)
    tag = Tag.objects.create(user=ana, name="Trip é", name_key="trip e")
    TransactionTag.objects.create(user=ana, tag=tag, transaction=rows["rug"])
    pair = {"user": ana, "score": 90, "reason": "alike", "created_at": AT}
    DuplicateCandidate.objects.create(transaction=rows["food"], other=rows["meal"], **pair)
    DuplicateCandidate.objects.create(transaction=rows["pay"], other=rows["meal"], decision="kept", **pair)
    return rows


ALL = {"meal", "food", "rug", "none", "shop", "pay", "move"}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ALL),
        ({"account_id": 901}, ALL),
        ({"account_id": 902}, {"move"}),
        ({"account": "hdfc SAVINGS"}, ALL),
        ({"account": "cash"}, {"move"}),
        ({"account": "cash", "account_id": 901}, {"move"}),
        ({"account": "Nowhere"}, set()),
        ({"category": "FÓOD"}, {"meal", "food"}),
        ({"category": "home"}, {"rug", "shop"}),
        ({"category": "Dining"}, set()),
        ({"category": "uncategorized"}, {"none", "pay", "shop"}),
        ({"category_id": 911}, {"meal", "food"}),
        ({"category_id": 912}, {"meal"}),
        ({"category_id": 913}, {"rug", "shop"}),
        ({"subcategory": "dining"}, {"meal", "rug"}),
        ({"subcategory": "dining", "category": "food"}, {"meal"}),
        ({"subcategory": "food"}, set()),
        ({"category": "food", "category_id": 912}, {"meal"}),
        ({"type": "Income"}, {"pay"}),
        ({"type": "Transfer"}, {"move"}),
        ({"status": "pending"}, {"pay"}),
        ({"status": "posted"}, ALL - {"pay"}),
        ({"start_date": date(2026, 1, 15)}, ALL - {"food"}),
        ({"end_date": date(2026, 1, 15)}, ALL - {"pay"}),
        ({"start_date": date(2026, 1, 16), "end_date": date(2026, 1, 16)}, {"pay"}),
        ({"min_amount": Decimal(90)}, {"shop", "pay", "move"}),
        ({"min_amount": Decimal("50.00001"), "max_amount": Decimal("60.00001")}, {"food"}),
        ({"max_amount": Decimal(50)}, {"meal"}),
        ({"min_amount": Decimal(10) ** 30}, set()),
        ({"max_amount": Decimal(-1)}, set()),
        ({"is_anomaly": True}, {"none"}),
        ({"is_anomaly": False}, ALL - {"none"}),
        ({"needs_review": True}, {"rug"}),
        ({"is_duplicate": True}, {"food"}),
        ({"is_duplicate": False}, ALL - {"food"}),
        ({"tag": "TRIP E"}, {"rug"}),
        ({"tag": "other"}, set()),
        ({"source": "upload"}, {"shop"}),
        ({"source": "manual"}, ALL - {"shop"}),
        ({"source": "Money.xlsx"}, {"shop"}),
        ({"import_id": 921}, {"shop"}),
        ({"import_id": 999}, set()),
        ({"query": "latte"}, {"meal"}),
        ({"query": "CAFE blue"}, {"meal"}),
        ({"query": "latte cash"}, set()),
        ({"query": "savings"}, ALL),
        ({"query": "food"}, {"meal", "food", "shop"}),
        ({"query": "dining"}, {"meal", "rug"}),
        ({"query": "cash"}, {"move"}),
        ({"query": "100%"}, {"none"}),
        ({"query": "%_"}, {"none"}),
        ({"query": "a\\b"}, {"none"}),
        ({"query": "%"}, {"none"}),
        ({"query": "_"}, {"none"}),
        ({"query": "\\"}, {"none"}),
        ({"query": "lattebl"}, set()),
        (
            {"query": "food", "type": "Expense", "min_amount": Decimal(60), "account": "hdfc savings"},
            {"food", "shop"},
        ),
    ],
)
def test_filter_finds(
    ana: User, ledger: dict[str, Transaction], filters: dict[str, Any], found: set[str]
) -> None:
    rows = filter_transactions(user=ana, filters=TransactionFilter(**filters))
    assert {name for name, row in ledger.items() if row in rows} == found
    assert rows.count() == len(found)


def test_stranger_finds_only_their_own(ben: User, ledger: dict[str, Transaction]) -> None:
    assert list(filter_transactions(user=ben, filters=TransactionFilter())) == [ledger["ben's"]]
    for filters in ({"account_id": 901}, {"category_id": 911}, {"import_id": 921}, {"tag": "trip e"}):
        assert not filter_transactions(user=ben, filters=TransactionFilter(**filters)).exists()
