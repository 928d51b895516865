"""`manage.py demo_banks`: three banks over HTTP, told three times, each row in the ledger once."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.models import User
from finance.models import Transaction
from providers.mockbank.customers import life_of
from providers.mockbank.world.world import truth
from providers.models import Connection, MockLogin, SyncRun

pytestmark = pytest.mark.django_db(transaction=True)

BANKS = ("Bank A", "Bank B", "Bank C")


@pytest.fixture(autouse=True)
def _put_back(settings: Settings) -> None:
    """The setting is put back after the test: the command leads it to its own banks."""
    settings.MOCK_BANK_URL = "http://127.0.0.1:1"
    settings.MOCK_BANKS = True


def report(email: str) -> dict[tuple[str, str], list[int]]:
    """(bank, moment) -> fetched, new, repeated, corrected, removed."""
    output = StringIO()
    call_command("demo_banks", email=email, stdout=output)
    _blank, head, *lines = output.getvalue().splitlines()
    told = head.index("Told"), head.index("Fetched") - 1
    return {
        (line[: told[0]].strip(), line[told[0] : told[1]].strip()): [
            int(word.replace(",", "")) for word in line[told[1] :].split()[-6:-1]
        ]
        for line in lines
    }


def test_each_row_is_fetched_often_and_held_once(ana: User) -> None:
    found = report(ana.email)
    assert list(found) == [
        (bank, moment) for bank in BANKS for moment in ("linked, 10 days ago", "today", "all told again")
    ]
    for bank in BANKS:
        first, today, again = (
            found[bank, moment] for moment in ("linked, 10 days ago", "today", "all told again")
        )
        assert first[0] == first[1] > 0
        assert today[0] == sum(today[1:])
        assert again[1:] == [0, again[0], 0, 0]
    assert sum(found[bank, "today"][3] for bank in BANKS) > 0  # something was corrected

    login = MockLogin.objects.select_related("customer").first()
    assert login is not None
    held = Transaction.objects.for_user(ana).live()
    ended = SyncRun.objects.latest("finished_at").finished_at
    assert ended is not None
    told = truth(life_of(login), ended)
    assert set(held.values_list("external_id", flat=True)) == set(told)

    assert report(ana.email) == {(bank, "since then"): [0, 0, 0, 0, 0] for bank in BANKS}
    assert Connection.objects.for_user(ana).count() == 3


def test_it_needs_a_person_and_banks(ana: User, settings: Settings) -> None:
    with pytest.raises(CommandError, match="names nobody"):
        report("nobody@example.com")
    settings.MOCK_BANKS = False
    with pytest.raises(CommandError, match="switched off"):
        report(ana.email)
    assert not Connection.objects.exists()
