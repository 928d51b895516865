"""`run.py demo` calls this: what the figures say of the ledger that the demo has filled."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from analytics.domain.money_words import MoneyStyle, month_words, percent
from analytics.domain.month_series import Month, surplus_of, turns
from analytics.selectors.insights import insights_of
from analytics.selectors.money_style import money_style
from analytics.selectors.overview import Overview, months_of, overview
from analytics.services.freshness import ensure_fresh
from analytics.sql.flows import month_flows
from analytics.sql.fresh import Fresh
from config.lib import clock
from config.lib.periods import DateRange, resolve
from config.lib.texttable import aligned
from preferences.selectors.preferences import preferences_of

_MONTHS, _INSIGHTS = 6, 3
_URGENCY = ("critical", "warning", "success", "info")
_TURNS = {"up": "up", "down": "down", "stable": "as before"}


class Command(BaseCommand):
    help = "Print the overview, the trend and three insights of a person's last twelve months."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", default=os.environ.get("MONETA_DEMO_EMAIL"))

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"] or "").first()
        if user is None:
            raise CommandError("--email names nobody.", returncode=2)
        fresh, money = ensure_fresh(user), money_style(preferences_of(user))
        year = resolve("last_12_months", today=clock.today(user.time_zone))
        for lines in (_overview(fresh, year, money), _trend(fresh, year, money), _insights(fresh, year)):
            self.stdout.write("")
            for line in lines:
                self.stdout.write(line)


def _overview(fresh: Fresh, span: DateRange, money: MoneyStyle) -> list[str]:
    seen = overview(fresh, span)
    flow = seen.flow
    lines = [("Income", money(flow.income)), ("Expenses", money(flow.expenses)), ("Net", money(flow.net))]
    lines += [(name, f"{money(month.net)}  {month_words(month.period)}") for name, month in _extremes(seen)]
    worth = sum((held.value for held in seen.accounts if held.value is not None), start=flow.net * 0)
    lines += [("Net worth today", f"{money(worth)}  in {len(seen.accounts)} accounts")]
    return [f"Twelve months, {flow.transactions:,} transactions", *aligned(lines)]


def _extremes(seen: Overview) -> list[tuple[str, Month]]:
    found = (("Best month", seen.best), ("Worst month", seen.worst))
    return [(name, month) for name, month in found if month]


def _trend(fresh: Fresh, span: DateRange, money: MoneyStyle) -> list[str]:
    months = months_of(month_flows(fresh, span))
    head = ("Month", "Income", "Expenses", "Net", "Kept", "Net against the month before")
    lines = [
        (
            month_words(month.period),
            money(month.income),
            money(month.expenses),
            money(month.net),
            percent(month.net, month.income) if month.income else "",
            _TURNS[turn],
        )
        for month, turn in list(zip(months, turns(months), strict=True))[-_MONTHS:]
    ]
    surplus = surplus_of(months)
    trend = f"What is left of a month is {surplus.trend}: {money(surplus.average)} on average"
    if surplus.expected is not None:
        trend += f", {money(surplus.expected)} expected next"
    return [*aligned([head, *lines], right=range(1, 5)), f"{trend}."]


def _insights(fresh: Fresh, span: DateRange) -> list[str]:
    """The most urgent first, one of each type."""
    urgent = sorted(insights_of(fresh, span), key=lambda insight: _URGENCY.index(insight.severity))
    first: dict[str, str] = {}
    for insight in urgent:
        first.setdefault(insight.type, f"{insight.message}.")
    return list(first.values())[:_INSIGHTS]
