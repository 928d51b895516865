"""What readers see of a row."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from config.lib.errors import Missing
from finance.domain.transaction_filter import TransactionFilter
from finance.domain.transaction_out import SplitOut, TransactionOut
from finance.models import Account, DuplicateCandidate, ImportBatch, Source, Tag, Transaction, TransactionTag
from finance.selectors.transaction_rows import complete, get_transaction, rows_of
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


def test_everything_of_a_row(ana: User) -> None:
    bank = AccountFactory(user=ana, name="Bank")
    food = CategoryFactory(user=ana, name="Food")
    dining = CategoryFactory(user=ana, name="Dining", parent=food)
    source = SourceFactory(user=ana, kind="file", name="HDFC preset")
    batch = ImportBatch.objects.create(
        user=ana, source=source, format="csv", file_name="march.csv", created_at=AT
    )
    row = TransactionFactory(
        user=ana,
        account=bank,
        category=dining,
        amount="12.5",
        note="Lunch",
        merchant="Blue Cup",
        source=source,
        import_batch=batch,
        is_anomaly=True,
        is_recurring=True,
    )
    SplitFactory(transaction=row, amount="2.5", position=1)
    SplitFactory(transaction=row, amount=10, category=dining, note="pie", position=0)
    for name in ("work", "Trip"):
        tag = Tag.objects.create(user=ana, name=name, name_key=name.lower())
        TransactionTag.objects.create(user=ana, tag=tag, transaction=row)
    twin = TransactionFactory(user=ana)
    DuplicateCandidate.objects.create(
        user=ana, transaction=row, other=twin, score=90, reason="alike", created_at=AT
    )

    assert get_transaction(user=ana, transaction_id=row.pk) == TransactionOut(
        id=row.pk,
        date=row.date,
        amount=Decimal("12.50"),
        signed_amount=Decimal("-12.50"),
        currency="INR",
        type="Expense",
        category="Food",
        subcategory="Dining",
        category_id=dining.pk,
        account="Bank",
        account_id=bank.pk,
        from_account=None,
        to_account=None,
        description="Lunch",
        note="Lunch",
        merchant="Blue Cup",
        status="posted",
        is_transfer=False,
        is_anomaly=True,
        is_duplicate=True,
        is_recurring=True,
        tags=["Trip", "work"],
        splits=[
            SplitOut(
                category="Food", subcategory="Dining", category_id=dining.pk, amount=Decimal(10), note="pie"
            ),
            SplitOut(category=None, subcategory=None, category_id=None, amount=Decimal("2.5"), note=""),
        ],
        file_source="march.csv",
        source="file",
        created_at=AT,
        updated_at=AT,
    )
    assert get_transaction(user=ana, transaction_id=twin.pk).is_duplicate is False


def test_transfer_names_both_sides_and_income_is_positive(ana: User) -> None:
    bank, card = AccountFactory(user=ana, name="Bank"), AccountFactory(user=ana, name="Card")
    move = TransactionFactory(user=ana, type="Transfer", account=bank, to_account=card, amount=7)
    pay = TransactionFactory(user=ana, type="Income", account=bank, amount=9)
    seen = get_transaction(user=ana, transaction_id=move.pk)
    assert (seen.account, seen.from_account, seen.to_account) == ("Bank", "Bank", "Card")
    assert (seen.is_transfer, seen.signed_amount, seen.category) == (True, Decimal(-7), None)
    assert (seen.merchant, seen.file_source, seen.source) == (None, None, "manual")
    income = get_transaction(user=ana, transaction_id=pay.pk)
    assert (income.signed_amount, income.from_account, income.to_account) == (Decimal(9), None, None)


@pytest.mark.parametrize(("currency", "shown"), [("JPY", "12"), ("INR", "12.35"), ("KWD", "12.346")])
def test_amounts_have_the_decimals_of_their_currency(ana: User, currency: str, shown: str) -> None:
    row = TransactionFactory(user=ana, amount="12.3456", currency=currency)
    seen = get_transaction(user=ana, transaction_id=row.pk)
    assert (str(seen.amount), str(seen.signed_amount)) == (shown, f"-{shown}")


def test_rows_of_others_and_deleted_rows_are_missing(ana: User, ben: User) -> None:
    gone = TransactionFactory(user=ana, deleted=True)
    foreign = TransactionFactory(user=ben)
    for row in (gone.pk, foreign.pk, 10**15):
        with pytest.raises(Missing):
            get_transaction(user=ana, transaction_id=row)


def test_row_whose_account_was_purged_meanwhile_has_no_name(ana: User) -> None:
    account, other = AccountFactory(user=ana), AccountFactory(user=ana)
    TransactionFactory(user=ana, type="Transfer", account=account, to_account=other)
    rows = list(rows_of(filter_transactions(user=ana, filters=TransactionFilter())))
    Transaction.objects.all().delete()
    for table in (Account, Source):
        table.objects.for_user(ana).delete()
    (seen,) = complete(user_id=ana.pk, rows=rows)
    assert (seen.account, seen.to_account, seen.source) == ("", "", "")


@pytest.mark.parametrize("number", [1, 30])
def test_two_queries_complete_any_number_of_rows(
    ana: User, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for _ in range(number):
        category = CategoryFactory(user=ana, parent=CategoryFactory(user=ana))
        SplitFactory(transaction=TransactionFactory(user=ana, category=category), category=category)
    rows = list(rows_of(filter_transactions(user=ana, filters=TransactionFilter())))
    with django_assert_num_queries(2):
        assert len(complete(user_id=ana.pk, rows=rows)) == number
    with django_assert_num_queries(0):
        assert complete(user_id=ana.pk, rows=[]) == []
