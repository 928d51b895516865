"""Two ends of one transfer: proposed, accepted, refused, taken apart."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from config.lib.errors import Conflict, Missing
from finance.models import Account, Transaction, TransferProposal
from finance.selectors.rates import rate_table
from finance.services.accounts import delete_account
from finance.services.bank_delivery import BankOutcome
from finance.services.categories import create_category
from finance.services.edits import Edit
from finance.services.transactions import delete_transactions, edit_transactions, restore_transaction
from finance.services.transfer_proposals import decide_transfer
from finance.tests.services.test_bank_delivery import DAY, accounts_of, deliver, row
from preferences.models import StaleMark

pytestmark = pytest.mark.django_db


@pytest.fixture
def accounts(ana: User) -> dict[str, Account]:
    return accounts_of(ana, "acc", "save")


@pytest.fixture
def pair(ana: User, accounts: dict[str, Account]) -> TransferProposal:
    assert both(ana, accounts).transfers == 1
    return TransferProposal.objects.get()


def both(user: User, accounts: dict[str, Account], **more: Any) -> BankOutcome:
    rows = [row("out", 500), row("in", 500, type="Income", account="save")]
    return deliver(user, rows, accounts=accounts, **more)


def shown(user: User) -> list[tuple[str, str, str]]:
    rows = Transaction.objects.for_user(user).live().order_by("external_id")
    return [
        (str(found.external_id), found.type, found.to_account.name if found.to_account else "")
        for found in rows
    ]


APART = [("in", "Income", ""), ("out", "Expense", "")]
JOINED = [("out", "Transfer", "Bank save")]


def test_a_repeat_proposes_nothing_new(ana: User, accounts: Any, pair: TransferProposal) -> None:
    assert both(ana, accounts).transfers == 0
    assert deliver(ana, [row("other", 500)], accounts=accounts).transfers == 0


def test_accepted_they_are_one_row_and_a_sync_leaves_it_so(
    ana: User, accounts: Any, pair: TransferProposal
) -> None:
    StaleMark.objects.all().delete()

    decide_transfer(user=ana, proposal_id=pair.pk, action="accept")
    decide_transfer(user=ana, proposal_id=pair.pk, action="accept")

    assert shown(ana) == JOINED
    assert {mark.period for mark in StaleMark.objects.all()} == {202501}
    both(ana, accounts)
    both(ana, accounts, whole=True)
    assert shown(ana) == JOINED
    assert Transaction.objects.count() == 2
    corrected = [row("out", 480), row("in", 480, type="Income", account="save")]
    deliver(ana, corrected, accounts=accounts)
    assert shown(ana) == JOINED
    assert Transaction.objects.get(external_id="out").amount == Decimal(480)


def test_refused_it_does_not_come_back(ana: User, accounts: Any, pair: TransferProposal) -> None:
    decide_transfer(user=ana, proposal_id=pair.pk, action="refuse")

    assert both(ana, accounts).transfers == 0
    assert deliver(ana, [row("out", 500, note="other words")], accounts=accounts).transfers == 0
    assert shown(ana) == APART
    decide_transfer(user=ana, proposal_id=pair.pk, action="accept")
    assert shown(ana) == JOINED


def test_refusing_what_was_accepted_takes_it_apart(ana: User, accounts: Any, pair: TransferProposal) -> None:
    food = create_category(ana, name="Food", kind="Expense")
    edit_transactions(user=ana, edits={pair.outgoing_id: Edit(category=food.pk, note="mine")})
    decide_transfer(user=ana, proposal_id=pair.pk, action="accept")

    decide_transfer(user=ana, proposal_id=pair.pk, action="refuse")

    assert shown(ana) == APART
    outgoing = Transaction.objects.get(pk=pair.outgoing_id)
    assert (outgoing.category, outgoing.note) == (food, "mine")
    assert set(outgoing.corrected or {}) == {"category", "note"}


def test_restoring_the_merged_end_takes_it_apart(ana: User, pair: TransferProposal) -> None:
    decide_transfer(user=ana, proposal_id=pair.pk, action="accept")

    restore_transaction(user=ana, transaction_id=pair.incoming_id)

    assert shown(ana) == APART
    pair.refresh_from_db()
    assert pair.decision == "refused"


@pytest.mark.parametrize(("dropped", "left"), [("out", APART[:1]), ("in", APART[1:])])
def test_a_bank_that_drops_one_end_leaves_the_other(
    ana: User, accounts: Any, pair: TransferProposal, dropped: str, left: Any
) -> None:
    decide_transfer(user=ana, proposal_id=pair.pk, action="accept")

    deliver(ana, removed=[dropped], accounts=accounts)

    assert shown(ana) == left
    pair.refresh_from_db()
    assert pair.decision == "open"


def test_an_end_that_comes_under_another_id_is_the_same_end(
    ana: User, accounts: Any, pair: TransferProposal
) -> None:
    decide_transfer(user=ana, proposal_id=pair.pk, action="accept")

    again = [row("out2", 500), row("in2", 500, type="Income", account="save")]
    deliver(ana, again, removed=["out", "in"], accounts=accounts)

    assert shown(ana) == [("out2", "Transfer", "Bank save")]


def test_what_has_changed_since_is_not_joined(ana: User, pair: TransferProposal) -> None:
    delete_transactions(user=ana, ids=[pair.incoming_id])
    with pytest.raises(Conflict, match="not there"):
        decide_transfer(user=ana, proposal_id=pair.pk, action="accept")
    restore_transaction(user=ana, transaction_id=pair.incoming_id)
    edit_transactions(user=ana, edits={pair.incoming_id: Edit(type="Expense")})
    with pytest.raises(Conflict, match="something else"):
        decide_transfer(user=ana, proposal_id=pair.pk, action="accept")

    assert [kind for _, kind, _ in shown(ana)] == ["Expense", "Expense"]


def test_a_strangers_proposal_is_not_there(ana: User, ben: User, pair: TransferProposal) -> None:
    with pytest.raises(Missing):
        decide_transfer(user=ben, proposal_id=pair.pk, action="accept")

    assert shown(ana) == APART


def test_a_purged_account_takes_its_proposals_with_it(
    ana: User, accounts: dict[str, Account], pair: TransferProposal
) -> None:
    delete_account(ana, accounts["save"].pk, purge=True)

    assert shown(ana) == APART[1:]
    assert not TransferProposal.objects.exists()


def test_another_currency_of_the_same_value_is_proposed(ana: User) -> None:
    accounts = accounts_of(ana, "acc", "save")
    abroad = convert(100, "USD", "INR")
    told = [row("in", abroad, type="Income", account="save"), row("coffee", 3)]
    deliver(ana, told, accounts=accounts)

    done = deliver(ana, [row("out", 100, currency="USD")], accounts=accounts)

    assert done.transfers == 1
    [found] = TransferProposal.objects.all()
    assert found.reason == "Same value in another currency, same day"


def convert(amount: int, source: str, target: str) -> Decimal:
    """At the shipped rates, which hold while no others are known."""
    table = rate_table({source, target}, start=DAY, end=DAY)
    converted = table.convert(Decimal(amount), source, target, DAY)
    assert converted is not None
    return converted
