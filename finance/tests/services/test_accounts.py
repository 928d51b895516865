from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from config.lib.errors import Invalid, Missing
from finance.models import (
    Account,
    DuplicateCandidate,
    Split,
    Tag,
    Transaction,
    TransactionChange,
    TransactionTag,
)
from finance.services.accounts import (
    create_account,
    default_cash_account,
    delete_account,
    set_account_type,
    update_account,
)
from finance.tests.factories import AT, AccountFactory, CategoryFactory, SplitFactory, TransactionFactory
from finance.tests.services.test_categories import writes_and_reads
from finance.tests.sql.test_search_text import drifted
from preferences.selectors.versions import versions_of


def table(user: User) -> list[tuple[Any, ...]]:
    fields = ("name", "type", "type_source", "currency", "opening_balance", "is_active", "former_keys")
    return list(Account.objects.for_user(user).order_by("id").values_list(*fields))


def test_a_new_account_has_the_guessed_type_and_the_owners_currency(ana: User) -> None:
    version = versions_of(ana).ledger

    create_account(ana, name="HDFC Savings")

    assert table(ana) == [("HDFC Savings", "savings", "guess", "INR", Decimal(0), True, [])]
    assert versions_of(ana).ledger == version + 1


def test_what_is_given_is_kept(ana: User) -> None:
    account = create_account(
        ana,
        name="Card",
        type="loan",
        currency="EUR",
        official_name="Carte Bleue",
        mask="4242",
        subtype="store card",
        opening_balance=Decimal("-12.34"),
        credit_limit=Decimal(500),
        is_active=False,
    )

    account.refresh_from_db()
    assert table(ana) == [("Card", "loan", "user", "EUR", Decimal("-12.34"), False, [])]
    assert (account.official_name, account.mask, account.subtype) == ("Carte Bleue", "4242", "store card")
    assert (account.credit_limit, account.current_balance, account.available_balance) == (
        Decimal(500),
        None,
        None,
    )


@pytest.mark.parametrize("second", ["épargne", "EPARGNE", "ｅｐａｒｇｎｅ"])
def test_names_are_unique_ignoring_case_accents_and_width(ana: User, ben: User, second: str) -> None:
    create_account(ana, name="Épargne")
    create_account(ben, name=second)
    before, version = table(ana), versions_of(ana)

    with pytest.raises(Invalid) as refused:
        create_account(ana, name=second)

    assert refused.value.errors == {"name": ["There is an account of this name already"]}
    assert (table(ana), versions_of(ana)) == (before, version)


@pytest.mark.parametrize("field", ["opening_balance", "credit_limit"])
def test_no_more_decimals_than_the_currency_has(ana: User, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        create_account(ana, name="Yen", currency="JPY", **{field: Decimal("0.5")})  # type: ignore[arg-type]
    assert refused.value.errors == {field: ["Has more decimals than JPY has"]}
    assert table(ana) == []


def test_a_rename_reaches_all_rows_and_keeps_the_old_name(ana: User) -> None:
    bank, cash = AccountFactory(user=ana, name="Bank"), AccountFactory(user=ana, name="Cash")
    TransactionFactory(user=ana, account=bank, note="bank")
    TransactionFactory(user=ana, type="Transfer", account=cash, to_account=bank)
    TransactionFactory(user=ana, type="Transfer", account=bank, to_account=cash, deleted=True)

    for name in ("Old Bank", "Büro", "Bank"):
        update_account(ana, bank.pk, name=name)
        assert drifted(ana) == []

    bank.refresh_from_db()
    assert (bank.name, bank.former_keys) == ("Bank", ["old bank", "buro"])


def test_a_rename_guesses_anew_but_keeps_what_the_person_said(ana: User) -> None:
    guessed, said = create_account(ana, name="One"), create_account(ana, name="Two", type="loan")

    for account in (guessed, said):
        update_account(ana, account.pk, name=f"{account.name} Credit Card")

    assert [row[:3] for row in table(ana)] == [
        ("One Credit Card", "credit", "guess"),
        ("Two Credit Card", "loan", "user"),
    ]


def test_the_last_owner_of_a_name_is_the_one_that_files_mean(ana: User) -> None:
    first = update_account(ana, create_account(ana, name="Bank").pk, name="Savings")
    second = update_account(ana, create_account(ana, name="Bank").pk, name="Current")

    first.refresh_from_db()
    assert (first.former_keys, second.former_keys) == ([], ["bank"])


def test_the_currency_stays_once_there_are_rows(ana: User) -> None:
    account = AccountFactory(user=ana)
    update_account(ana, account.pk, currency="EUR")
    TransactionFactory(user=ana, type="Transfer", account=AccountFactory(user=ana), to_account=account)

    with pytest.raises(Invalid) as refused:
        update_account(ana, account.pk, currency="USD")
    update_account(ana, account.pk, currency="EUR", mask="1")

    assert refused.value.errors == {"currency": ["Cannot change while the account has transactions"]}
    account.refresh_from_db()
    assert (account.currency, account.mask) == ("EUR", "1")


def test_an_account_without_rows_is_removed(ana: User) -> None:
    account = AccountFactory(user=ana)
    delete_account(ana, account.pk)
    assert table(ana) == []


def test_an_account_with_rows_becomes_inactive_once(ana: User) -> None:
    row = TransactionFactory(user=ana)

    delete_account(ana, row.account_id)
    with pytest.raises(Missing):
        delete_account(ana, row.account_id)

    row.refresh_from_db()
    assert (row.account.is_active, row.deletion) == (False, "")


def test_a_purge_takes_the_history_along_and_nothing_else(ana: User, ben: User) -> None:
    doomed, kept = AccountFactory(user=ana, is_active=False), AccountFactory(user=ana)
    staying = TransactionFactory(user=ana, account=kept)
    going = [
        TransactionFactory(user=ana, account=doomed),
        TransactionFactory(user=ana, account=doomed, deleted=True),
        TransactionFactory(user=ana, type="Transfer", account=kept, to_account=doomed),
    ]
    tag = Tag.objects.create(user=ana, name="x", name_key="x")
    for row in (staying, *going):
        SplitFactory(transaction=row, category=CategoryFactory(user=ana))
        TransactionTag.objects.create(user=ana, transaction=row, tag=tag)
        TransactionChange.objects.create(user=ana, transaction=row, field="note", origin="user", at=AT)
    for pair in ((going[0], staying), (staying, going[0])):
        DuplicateCandidate.objects.create(
            user=ana, transaction=pair[0], other=pair[1], score=90, reason="x", created_at=AT
        )
    refund = TransactionFactory(user=ana, account=kept, type="Income", refund_of=going[0])
    TransactionFactory(user=ben)

    delete_account(ana, doomed.pk, purge=True)

    refund.refresh_from_db()
    assert refund.refund_of is None
    assert list(Account.objects.for_user(ana)) == [kept]
    assert set(Transaction.objects.for_user(ana)) == {staying, refund}
    for model in (Split, TransactionTag, TransactionChange):
        assert list(model.objects.filter(user=ana).values_list("transaction_id", flat=True)) == [staying.pk]
    assert not DuplicateCandidate.objects.exists()
    assert Transaction.objects.for_user(ben).count() == 1


def test_purge_costs_the_same_for_many_rows(ana: User) -> None:
    delete_account(ana, AccountFactory(user=ana).pk, purge=True)
    counts = []
    for rows in (1, 30):
        account = AccountFactory(user=ana)
        TransactionFactory.create_batch(rows, user=ana, account=account)
        with CaptureQueriesContext(connection) as queries:
            delete_account(ana, account.pk, purge=True)
        counts.append(len(writes_and_reads(queries)))
    assert counts[0] == counts[1] < 24


@pytest.mark.parametrize("purge", [False, True])
def test_foreign_accounts_are_missing(ana: User, ben: User, purge: bool) -> None:
    theirs = AccountFactory(user=ben, name="Theirs")

    with pytest.raises(Missing):
        delete_account(ana, theirs.pk, purge=purge)
    with pytest.raises(Missing):
        update_account(ana, theirs.pk, name="Mine")

    assert [row[0] for row in table(ben)] == ["Theirs"]


def test_a_type_that_a_person_sets_and_takes_back(ana: User) -> None:
    create_account(ana, name="Grow Mutual Funds")

    set_account_type(ana, name="GROW mutual funds", type="other")
    assert [row[:3] for row in table(ana)] == [("Grow Mutual Funds", "other", "user")]

    set_account_type(ana, name="Grow Mutual Funds", type=None)
    assert [row[:3] for row in table(ana)] == [("Grow Mutual Funds", "investment", "guess")]


def test_a_type_for_an_unknown_name_makes_an_account(ana: User, ben: User) -> None:
    create_account(ben, name="A/B 100%")

    set_account_type(ana, name="A/B 100%", type="savings")

    assert [row[:3] for row in table(ana)] == [("A/B 100%", "savings", "user")]
    assert [row[:3] for row in table(ben)] == [("A/B 100%", "other", "guess")]


def test_a_type_reaches_an_account_by_its_old_name(ana: User) -> None:
    account = create_account(ana, name="Old")
    update_account(ana, account.pk, name="New")

    set_account_type(ana, name="old", type="cash")

    assert [row[:3] for row in table(ana)] == [("New", "cash", "user")]


def test_nothing_to_take_back(ana: User) -> None:
    create_account(ana, name="Bank")
    version = versions_of(ana)

    for name in ("Bank", "Unknown"):
        with pytest.raises(Missing):
            set_account_type(ana, name=name, type=None)

    assert [row[:3] for row in table(ana)] == [("Bank", "checking", "guess")]
    assert versions_of(ana) == version


def test_rows_without_an_account_go_to_cash(ana: User) -> None:
    cash = default_cash_account(ana)
    assert [row[:4] for row in table(ana)] == [("Cash", "cash", "guess", "INR")]

    update_account(ana, cash.pk, name="Pocket")

    assert default_cash_account(ana) == cash
    assert len(table(ana)) == 1
