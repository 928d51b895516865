"""What a row-by-row import through the ORM costs: the way that the bench's T1 must beat ten times."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.models import User
from config.bench.ledger import Row, make_rows
from config.lib import clock
from config.lib.periods import period_of
from finance.models import Account, Category, Source, Transaction


class Command(BaseCommand):
    help = "Print the seconds that SAMPLE of ROWS rows take one by one; the ledger is as it was afterwards."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("rows", type=int)
        parser.add_argument("sample", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        arriving = make_rows(options["rows"])[-options["sample"] :]
        with transaction.atomic():
            user = User.objects.create_user("row-by-row@example.com")
            importer = RowByRow(user, clock.now())
            started = time.perf_counter()
            for row in arriving:
                importer.bring_in(row)
            seconds = time.perf_counter() - started
            transaction.set_rollback(True)
        self.stdout.write(str(seconds))


class RowByRow:
    """Each row looks up its account and category, asks whether it is there, and is saved."""

    def __init__(self, user: User, at: datetime) -> None:
        self.user = user
        self.stamps = {"created_at": at, "updated_at": at}
        self.source = Source.objects.create(user=user, kind=Source.Kind.UPLOAD, name="bench")

    def bring_in(self, row: Row) -> None:
        day, is_transfer = date.fromisoformat(row["date"]), row["type"] == "Transfer"
        values: dict[str, Any] = {
            "date": day,
            "amount": row["amount"],
            "type": row["type"],
            "account": self._account(row["account"]),
            "to_account": self._account(row["category"]) if is_transfer else None,
            "category": None if is_transfer else self._category(row["category"], row["subcategory"]),
            "note": row["note"],
        }
        if Transaction.objects.filter(user=self.user, **values).exists():
            return
        Transaction.objects.create(
            user=self.user,
            source=self.source,
            period=period_of(day),
            currency=self.user.base_currency,
            base_amount=row["amount"],
            search_text=f"{row['note']} {row['category']} {row['account']}".lower(),
            **values,
            **self.stamps,
        )

    def _account(self, name: str) -> Account:
        named = {"name": name, "type": "checking", "currency": self.user.base_currency, **self.stamps}
        return Account.objects.get_or_create(user=self.user, name_key=name.lower(), defaults=named)[0]

    def _category(self, top: str, sub: str) -> Category:
        parent = self._named(None, top)
        return self._named(parent, sub) if sub else parent

    def _named(self, parent: Category | None, name: str) -> Category:
        named = {"name": name, "kind": "Expense", "created_at": self.stamps["created_at"]}
        return Category.objects.get_or_create(
            user=self.user, parent=parent, name_key=name.lower(), defaults=named
        )[0]
