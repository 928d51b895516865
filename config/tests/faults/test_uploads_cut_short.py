"""An upload whose server ends under it: all of it is there, or nothing, and sending it again is right."""

from __future__ import annotations

import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from accounts.models import User
from accounts.services.login import log_in
from accounts.tests.factories import PASSWORD
from analytics.services.verification import verify
from config.jobs.tests.stage import kill
from config.jobs.tests.threads import eventually
from config.tests.faults.served import Client, Server, is_writing, rows
from finance.models import Account, ImportBatch, Transaction

pytestmark = pytest.mark.django_db(transaction=True)

COUNT = 20_000


def status_of(client: Client) -> int:
    """0 when the connection broke before an answer."""
    try:
        return client.upload(rows(COUNT), "cut short").status_code
    except requests.RequestException:
        return 0


@pytest.mark.parametrize("how", ["SIGTERM", "SIGKILL"])
def test_all_or_nothing(ana: User, tmp_path: Path, how: str) -> None:
    server = Server(tmp_path / "log")
    client = Client(server, log_in(email=ana.email, password=PASSWORD)[1].access)
    with ThreadPoolExecutor(1) as pool, server.running() as child:
        answer = pool.submit(status_of, client)
        eventually(is_writing)
        if how == "SIGKILL":
            kill(child)
        else:
            child.send_signal(signal.SIGTERM)
            child.wait(60)
        status = answer.result()

    count = Transaction.objects.for_user(ana).count()
    assert (status, count) in {(200, COUNT), (0, 0), (503, 0)}
    assert how == "SIGTERM" or count == 0
    assert ImportBatch.objects.count() == Account.objects.count() == (1 if count else 0)
    with server.running():
        again = client.upload(rows(COUNT), "cut short", force=True)
    assert again.status_code == 200, again.text
    assert Transaction.objects.for_user(ana).count() == COUNT
    assert verify(ana) == []
