"""Random lives of one ledger over HTTP, beside a model of a few lines that says what must be true."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

NAMES = [f"row {number}" for number in range(8)]
ENDS = ["first", "last"]
DAYS = {
    "first": "2025-01-01",
    "last": "2025-12-31",
    **{name: f"2025-06-{n + 1:02}" for n, name in enumerate(NAMES)},
}


def kind_of(name: str) -> str:
    return "Income" if name.endswith(("0", "3", "last")) else "Expense"


def amount_of(name: str, version: int) -> Decimal:
    """Never the same for two rows, so that a changed row is known by its note alone."""
    return Decimal(1000 * ([*ENDS, *NAMES].index(name) + 1) + version)


@dataclass
class Row:
    """A row of the file as the ledger holds it; `version` is the one last imported."""

    name: str
    version: int
    edited: Decimal | None = None
    deleted: bool = False
    pk: int = 0

    @property
    def amount(self) -> Decimal:
        return self.edited or amount_of(self.name, self.version)


@dataclass
class Ledger:
    """What must be true. `gone` rows left with their file and return when it names them again, unchanged."""

    held: dict[str, Row] = field(default_factory=dict)
    gone: dict[tuple[str, int], Row] = field(default_factory=dict)
    manual: dict[int, tuple[str, str, Decimal]] = field(default_factory=dict)
    buried: dict[int, tuple[str, str, Decimal]] = field(default_factory=dict)

    def upload(self, file: dict[str, int]) -> None:
        for name, version in file.items():
            if name in self.held:
                self.held[name].version = version
            else:
                self.held[name] = self.gone.pop((name, version), Row(name, version))
        for name in [name for name, row in self.held.items() if name not in file and not row.deleted]:
            row = self.held.pop(name)
            self.gone[name, row.version] = row

    def live(self) -> list[tuple[str, str, Decimal]]:
        rows = [(row.name, kind_of(row.name), row.amount) for row in self.held.values() if not row.deleted]
        return sorted(rows + list(self.manual.values()))


class LedgerMachine(RuleBasedStateMachine):
    sign_in: Callable[[User], APIClient]

    @initialize()
    def start(self) -> None:
        self.api = type(self).sign_in(UserFactory())
        self.ledger = Ledger()
        self.file: dict[str, int] = {}
        self.before: tuple[Ledger, dict[str, int]] | None = None  # while an upload can be undone
        self.batch = 0
        self.entered = 0

    def send(self, method: str, path: str, body: Any = None, *, status: int = 200) -> Any:
        answer = getattr(self.api, method)(f"/api/{path}", body, format="json")
        content = answer.getvalue()
        assert answer.status_code == status, content
        return json.loads(content) if content else None

    def post_file(self, *, force: bool, status: int = 200) -> Any:
        rows = [
            {"date": DAYS[name], "amount": str(amount_of(name, version)), "type": kind_of(name),
             "account": "Bank", "category": "Things", "note": name}
            for name, version in self.file.items()
        ]  # fmt: skip
        name = sha256(repr(rows).encode()).hexdigest()
        body = {"file_name": "book.xlsx", "file_hash": name, "rows": rows, "force": force}
        return self.send("post", "upload", body, status=status)

    @rule(
        changes=st.dictionaries(st.sampled_from(NAMES), st.integers(0, 3), max_size=4), shuffled=st.randoms()
    )
    def upload(self, changes: dict[str, int], shuffled: Any) -> None:
        """Version 0 takes a row out of the file."""
        self.before = (copy.deepcopy(self.ledger), dict(self.file))
        wanted = {**dict.fromkeys(ENDS, 1), **self.file, **changes}
        kept = [(name, version) for name, version in wanted.items() if version]
        self.file = dict(shuffled.sample(kept, len(kept)))
        self.batch = self.post_file(force=True)["import_id"]
        self.ledger.upload(self.file)
        self.learn_ids()

    @precondition(lambda self: self.before is not None)
    @rule()
    def the_same_file_again(self) -> None:
        self.post_file(force=False, status=409)
        stats = self.post_file(force=True)["stats"]
        assert stats == {
            "processed": len(self.file), "inserted": 0, "updated": 0, "deleted": 0,
            "unchanged": len(self.file), "merged_legs": 0,
        }  # fmt: skip
        self.before = None

    @precondition(lambda self: self.before is not None)
    @rule()
    def undo(self) -> None:
        assert self.before is not None
        self.send("post", f"imports/{self.batch}/undo", {})
        self.ledger, self.file = self.before
        self.before = None

    @rule(amount=st.integers(1, 900), kind=st.sampled_from(["Income", "Expense"]))
    def enter(self, amount: int, kind: str) -> None:
        self.entered += 1
        note = f"entry {self.entered}"
        body = {"type": kind, "amount": amount, "date": "2025-03-03", "note": note, "account": "Bank"}
        pk = self.send("post", "transactions", body, status=201)["id"]
        self.ledger.manual[pk] = (note, kind, Decimal(amount))
        self.before = None

    @precondition(lambda self: self.editable())
    @rule(data=st.data(), cents=st.integers(1, 10**6))
    def edit(self, data: st.DataObject, cents: int) -> None:
        pk = data.draw(st.sampled_from(sorted(self.editable())))
        amount = Decimal(cents) / 100
        self.send("patch", f"transactions/{pk}", {"amount": str(amount)})
        if pk in self.ledger.manual:
            note, kind, _ = self.ledger.manual[pk]
            self.ledger.manual[pk] = (note, kind, amount)
        else:
            self.row(pk).edited = amount
        self.before = None

    @precondition(lambda self: self.editable())
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        pk = data.draw(st.sampled_from(sorted(self.editable())))
        self.send("delete", f"transactions/{pk}", status=204)
        if pk in self.ledger.manual:
            self.ledger.buried[pk] = self.ledger.manual.pop(pk)
        else:
            self.row(pk).deleted = True
        self.before = None

    @precondition(lambda self: self.restorable())
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        pk = data.draw(st.sampled_from(sorted(self.restorable())))
        self.send("post", f"transactions/{pk}/restore", {})
        if pk in self.ledger.buried:
            self.ledger.manual[pk] = self.ledger.buried.pop(pk)
        else:
            self.row(pk).deleted = False
        self.before = None

    @rule()
    def reset(self) -> None:
        self.send("post", "auth/account/reset?mode=transactions")
        self.ledger, self.file, self.before = Ledger(), {}, None

    def row(self, pk: int) -> Row:
        return next(row for row in self.ledger.held.values() if row.pk == pk)

    def editable(self) -> list[int]:
        return [*self.ledger.manual, *(row.pk for row in self.ledger.held.values() if not row.deleted)]

    def restorable(self) -> list[int]:
        return [*self.ledger.buried, *(row.pk for row in self.ledger.held.values() if row.deleted)]

    def learn_ids(self) -> None:
        for row in self.send("get", "transactions/all"):
            if row["note"] in self.ledger.held:
                held = self.ledger.held[row["note"]]
                assert held.pk in {0, row["id"]}, "a row changed its id"
                held.pk = row["id"]

    def teardown(self) -> None:
        if hasattr(self, "api"):
            self.agrees()

    @rule()
    def agrees(self) -> None:
        shown = self.send("get", "transactions/all")
        rows = sorted((row["note"], row["type"], Decimal(str(row["amount"]))) for row in shown)
        assert rows == self.ledger.live()
        income = sum((amount for _, kind, amount in rows if kind == "Income"), Decimal(0))
        expenses = sum((amount for _, kind, amount in rows if kind == "Expense"), Decimal(0))
        totals = self.send("get", "calculations/totals")
        assert Decimal(str(totals["total_income"])) == income
        assert Decimal(str(totals["total_expenses"])) == expenses
        balances = self.send("get", "calculations/account-balances")
        assert Decimal(str(balances["total_balance"])) == income - expenses


def live_lives(sign_in: Callable[[User], APIClient], *, examples: int, steps: int) -> None:
    machine = type("Machine", (LedgerMachine,), {"sign_in": staticmethod(sign_in)})
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        machine,
        settings=settings(max_examples=examples, stateful_step_count=steps, suppress_health_check=quiet),
    )


def test_the_ledger_agrees_with_its_model(sign_in: Callable[[User], APIClient]) -> None:
    live_lives(sign_in, examples=25, steps=20)


@pytest.mark.slow
def test_the_ledger_agrees_with_its_model_for_long(sign_in: Callable[[User], APIClient]) -> None:
    live_lives(sign_in, examples=100, steps=40)
