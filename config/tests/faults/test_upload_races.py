"""One file from two clients at once: it enters once."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from accounts.models import User
from accounts.services.login import log_in
from accounts.tests.factories import PASSWORD
from config.tests.faults.served import Client, Server, rows
from finance.models import ImportBatch, Transaction

pytestmark = pytest.mark.django_db(transaction=True)

PAIRS = 200


def test_of_two_equal_uploads_one_wins_two_hundred_times(ana: User, tmp_path: Path) -> None:
    server = Server(tmp_path / "log")
    token = log_in(email=ana.email, password=PASSWORD)[1].access
    with server.running(), ThreadPoolExecutor(8) as pool:
        client = Client(server, token)
        pairs = [
            tuple(
                pool.submit(
                    client.upload,
                    rows(3, note=f"pair {n}"),
                    f"pair {n}",
                    file_name=f"{n}.xlsx",
                    new_source=True,
                )
                for _ in range(2)
            )
            for n in range(PAIRS)
        ]
        outcomes = Counter(tuple(sorted(one.result().status_code for one in pair)) for pair in pairs)

    assert outcomes == {(200, 409): PAIRS}
    assert Transaction.objects.for_user(ana).count() == 3 * PAIRS
    assert ImportBatch.objects.for_user(ana).count() == PAIRS
