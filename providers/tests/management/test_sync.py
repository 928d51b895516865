"""`manage.py sync`: what it queues, waits for, prints and exits with."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from config.jobs.models import Job
from providers.models import SyncRun
from providers.tests.linked import busy, ledger, link, truth
from providers.tests.plaidserver import PlaidServer

pytestmark = pytest.mark.django_db(transaction=True)


def run(**options: Any) -> str:
    output = StringIO()
    call_command("sync", stdout=output, **options)
    return output.getvalue()


def test_everybody_is_queued(ana: User, ben: User, plaid_server: PlaidServer) -> None:
    for user in (ana, ben):
        link(user, busy(plaid_server, rows=1))

    assert run(all=True) == "2 queued.\n"
    assert run(all=True) == "2 queued.\n"
    assert SyncRun.objects.filter(status="queued").count() == 2
    assert Job.objects.filter(kind="providers.sync", state="waiting").count() == 2


def test_one_person_is_waited_for(ana: User, ben: User, plaid_server: PlaidServer) -> None:
    item = busy(plaid_server, rows=3)
    mine, other = link(ana, item), link(ben, busy(plaid_server, rows=1))

    lines = run(user="ANA@example.com", wait=True).splitlines()

    assert lines[1].split()[:7] == [str(mine.pk), "Bank", "P", "ok", "3", "0", "0"]
    assert len(lines) == 2
    assert ledger(mine) == truth(item)
    assert not other.runs.exists()


def test_a_failed_sync_is_an_exit_code(ana: User, plaid_server: PlaidServer) -> None:
    item = busy(plaid_server, rows=1)
    item.locked = True
    connection = link(ana, item)

    with pytest.raises(CommandError, match="1 of 1 not synced") as failed:
        run(connection=connection.pk, wait=True)

    assert failed.value.returncode == 1


@pytest.mark.parametrize("options", [{"connection": 99}, {"user": "nobody@example.com"}])
def test_nobody_is_a_wrong_call(ana: User, options: dict[str, Any]) -> None:
    with pytest.raises(CommandError, match="no such connection") as failed:
        run(**options)

    assert failed.value.returncode == 2


def test_one_that_is_not_chosen_is_a_wrong_call() -> None:
    with pytest.raises(CommandError, match="required"):
        run()
