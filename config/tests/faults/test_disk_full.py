"""No room for an upload: 503 and nothing written; reading goes on; with room again the retry is right."""

from __future__ import annotations

import contextlib
import resource
import signal
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen

import pytest
from django.db import connection

from accounts.models import User
from accounts.services.login import log_in
from accounts.tests.factories import PASSWORD
from config.tests.faults.served import Client, Server, rows
from finance.models import ImportBatch, Transaction

pytestmark = pytest.mark.django_db(transaction=True)

SPARE = 64 * 1024


@pytest.fixture(autouse=True)
def _on_sqlite() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the run on SQLite does this: a limit on the size of a file fills its disk")


def workers(server: Popen[bytes]) -> list[int]:
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
    return [int(pid) for pid in children.read_text(encoding="ascii").split()]


@contextlib.contextmanager
def full_disk(server: Popen[bytes]) -> Iterator[None]:
    """The server's files grow by no more than SPARE, whatever room earlier tests left in them."""
    database = Path(str(connection.settings_dict["NAME"]))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    sizes = [path.stat().st_size for path in database.parent.glob(f"{database.name}*")]
    limits = dict.fromkeys(workers(server), (max(sizes) + SPARE, resource.RLIM_INFINITY))
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE, limit) for pid, limit in limits.items()}
    assert before
    try:
        yield
    finally:
        for pid, limit in before.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limit)


def test_a_full_disk(ana: User, tmp_path: Path) -> None:
    assert signal.getsignal(signal.SIGXFSZ) == signal.SIG_IGN  # Python's own; else the limit would kill
    server = Server(tmp_path / "log")
    client = Client(server, log_in(email=ana.email, password=PASSWORD)[1].access)
    with server.running() as process:
        assert client.upload(rows(100), "small").status_code == 200
        with full_disk(process):
            refused = client.upload(rows(20_000, note="more"), "large", file_name="more.xlsx")
            reading = [client.get(path).status_code for path in ("transactions", "calculations/totals")]
        kept = (Transaction.objects.count(), ImportBatch.objects.count())
        again = client.upload(rows(20_000, note="more"), "large", file_name="more.xlsx")

    assert (refused.status_code, refused.json()["success"]) == (503, False)
    assert "Retry-After" in refused.headers
    assert reading == [200, 200]
    assert kept == (100, 1)
    assert (again.status_code, again.json()["stats"]["inserted"]) == (200, 20_000)
    assert Transaction.objects.for_user(ana).count() == 20_100
