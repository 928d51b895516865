"""Fills a person's ledger with the demo: the made-up household and real bank files, each through its door."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import msgspec
from django.db import transaction

from accounts.models import User
from accounts.services.registration import admit_user
from config.lib.errors import Conflict
from config.lib.periods import add_months, months_between
from finance.demo.banks import STATEMENTS, Statement
from finance.demo.ledger import ledger
from finance.services.file_import import CsvFile, import_csv
from finance.services.upload import Upload, upload_rows

FILE_NAME = "MoneyManager.xlsx"
_SEED, _MONTHS_BEFORE = 20, 36


@dataclass
class Step:
    """What one source did to the ledger.

    `rows` are those of the file, `merged` the transfer legs among them that are one row with their other
    half; `answer` is what the service said instead of importing.
    """

    source: str
    account: str
    rows: int = 0
    new: int = 0
    updated: int = 0
    deleted: int = 0
    repeated: int = 0
    merged: int = 0
    answer: str = ""
    seconds: float = 0

    @property
    def changes(self) -> int:
        return self.new + self.updated + self.deleted

    def count(self, stats: dict[str, int]) -> None:
        self.new, self.updated, self.deleted = stats["inserted"], stats["updated"], stats["deleted"]
        self.repeated, self.merged = stats["unchanged"], stats["merged_legs"]


def ensure_demo_user(*, email: str, password: str) -> tuple[User, bool]:
    """The person behind the demo, who may use the admin; True when this call made them."""
    known = User.objects.filter(email=User.objects.normalize_email(email)).first()
    if known:
        return known, False
    user = User(
        email=User.objects.normalize_email(email), full_name="Asha Rao", is_staff=True, is_superuser=True
    )
    user.set_password(password)
    with transaction.atomic():
        admit_user(user=user)
    return user, True


def fill_demo(*, user: User, today: date) -> Iterator[Step]:
    """Each source as it is done. A repeat adds only the days that have passed since."""
    yield _upload_ledger(user, today)
    for statement in STATEMENTS:
        yield _import_statement(user, statement)


def _upload_ledger(user: User, today: date) -> Step:
    """Three years before the person came, and everything since."""
    step = Step(FILE_NAME, "")
    with _timed(step):
        start = add_months(user.created_at.date().replace(day=1), -_MONTHS_BEFORE)
        rows = ledger(seed=_SEED, start=start, months=months_between(start, today) + 1, today=today)
        names = dict.fromkeys(row["account"] for row in rows)
        step.rows, step.account = len(rows), f"{len(names)} accounts"
        digest = sha256(msgspec.json.encode(rows)).hexdigest()
        try:
            step.count(upload_rows(user=user, upload=Upload(FILE_NAME, digest, rows)).stats)
        except Conflict as known:
            step.repeated, step.answer = len(rows), str(known.detail or known.error)
    return step


def _import_statement(user: User, statement: Statement) -> Step:
    step = Step(statement.file, statement.account)
    with _timed(step):
        file = CsvFile(
            name=statement.file,
            content=statement.read(),
            account=statement.account,
            currency=statement.currency,
        )
        done = import_csv(user=user, file=file)
        step.rows = done.rows_in_file
        step.count(done.stats)
    return step


@contextmanager
def _timed(step: Step) -> Iterator[None]:
    started = time.perf_counter()
    yield
    step.seconds = time.perf_counter() - started
