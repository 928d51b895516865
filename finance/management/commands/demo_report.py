"""`run.py demo` calls this: the demo's person and ledger, and a report of what came in."""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from config.lib import clock
from config.lib.errors import Refused
from config.lib.money import format_money
from config.lib.periods import DateRange, month_start
from config.lib.texttable import aligned
from finance.selectors.accounts import accounts_in_use, balances_of
from finance.selectors.flows import whole_flow
from finance.services.demo import Step, ensure_demo_user, fill_demo


class Command(BaseCommand):
    help = "Fill the demo's ledger through the upload and the CSV import, and print what came in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        # The launcher hands them over in the environment: arguments can be read by everybody on the machine.
        parser.add_argument("--email", default=os.environ.get("MONETA_DEMO_EMAIL"))
        parser.add_argument("--password", default=os.environ.get("MONETA_DEMO_PASSWORD"))

    def handle(self, *args: Any, **options: Any) -> None:
        if not (options["email"] and options["password"]):
            raise CommandError("--email and --password are needed.", returncode=2)
        started = time.perf_counter()
        user, is_new = ensure_demo_user(email=options["email"], password=options["password"])
        today = clock.today(user.time_zone)
        made = time.perf_counter() - started
        self._write(f"Moneta demo, {today:%d %B %Y}", "")
        try:
            steps = list(fill_demo(user=user, today=today))
        except Refused as problem:
            raise CommandError(f"{problem.error}. {problem.detail or ''}".strip()) from None
        self._write(*imported(steps), "", *balances(user, today), "", *this_month(user, today), "")
        changed = is_new or any(step.changes for step in steps)
        verdict = "" if changed else "Nothing changed: every row was there. "
        person = "Made the user" if is_new else "Found the user"
        self._write(f"{verdict}{person} in {made:.2f} s, all in {time.perf_counter() - started:.2f} s.")

    def _write(self, *lines: str) -> None:
        for line in lines:
            self.stdout.write(line)


def imported(steps: Sequence[Step]) -> list[str]:
    head = ("Source", "Account", "Rows in", "New", "Updated", "Repeated", "Seconds")
    lines = [
        (
            step.source,
            step.account,
            f"{step.rows:,}",
            f"{step.new:,}",
            f"{step.updated:,}",
            f"{step.repeated:,}",
            f"{step.seconds:.2f}",
        )
        for step in steps
    ]
    merged = [
        f"{step.merged} transfers came as two rows, out and in: each is one." for step in steps if step.merged
    ]
    answers = [f"{step.source}: {step.answer}" for step in steps if step.answer]
    return [*aligned([head, *lines], right=range(2, 7)), *merged, *answers]


def balances(user: User, today: date) -> list[str]:
    held = balances_of(user, as_of=today)
    lines = [
        (account.name, account.type, format_money(held[account.pk], account.currency))
        for account in accounts_in_use(user)
    ]
    return list(aligned([("Account", "Type", "Balance"), *lines], right={2}))


def this_month(user: User, today: date) -> list[str]:
    flow = whole_flow(user=user, span=DateRange(month_start(today), today))
    figures = (("Income", flow.income), ("Expenses", flow.expenses), ("Net", flow.net))
    lines = [(name, format_money(amount, user.base_currency)) for name, amount in figures]
    return [f"This month, {flow.transactions} transactions", *aligned(lines, right={1})]
