"""Net worth after each day that moved an account, taken apart by kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from analytics.domain.change import change_pct
from analytics.domain.worth_sheet import Holder, Sheet, holder, sheet
from analytics.selectors.investment_kinds import investment_kinds
from analytics.sql.listing import Listed, Part
from analytics.sql.worth_days import (
    Standing,
    list_moves,
    list_moving_days,
    moving_day_before,
    standings,
)
from config.lib import clock
from config.lib.periods import DateRange
from finance.models import Account
from finance.selectors.rates import rate_table
from preferences.selectors.preferences import preferences_of

if TYPE_CHECKING:
    from analytics.sql.fresh import Fresh
    from finance.domain.rates import RateTable


class Snapshot(NamedTuple):
    """Worth at the end of a day, at its rates.

    `change` is against the snapshot before, at the rates of that one's day: what the rows of the day moved
    and what rates made of the rest. Before the first is what accounts opened with, at that day's rates.
    """

    date: date
    sheet: Sheet
    change: Decimal
    change_pct: Decimal | None


class Current(NamedTuple):
    date: date
    sheet: Sheet


class WorthHistory(NamedTuple):
    snapshots: Listed[Snapshot]
    current: Current


def worth_history(fresh: Fresh, span: DateRange, part: Part) -> WorthHistory:
    """One snapshot for each day of the span on which a posted row moved an account, latest first, and what
    there is today. Future rows are in their own day's snapshot, not in today's.
    """
    today = clock.today(fresh.user.time_zone)
    days = list_moving_days(fresh, span, part)
    shown = sorted(days.rows)
    before = moving_day_before(fresh, shown[0]) if shown else None
    held = standings(fresh, before=shown[0] if shown else None, at_end=today)
    holders = _holders(fresh)
    known = [today, *shown, *filter(None, [before])]
    rates = rate_table(
        {fresh.base_currency, *(account.currency for account in holders.values())},
        start=min(known),
        end=max(known),
    )
    valuer = _Valuer(fresh.base_currency, holders, rates)
    now = valuer.sheet({account.account_id: account.at_end for account in held}, today)
    snapshots = list(_snapshots(fresh, valuer, held, shown, before)) if shown else []
    return WorthHistory(Listed(snapshots[::-1], days.total), Current(today, now))


class _Valuer(NamedTuple):
    currency: str
    holders: Mapping[int, Holder]
    rates: RateTable

    def sheet(self, balances: Mapping[int, Decimal], day: date) -> Sheet:
        # An account that came or went between two statements is in the next answer, or no more.
        held = ((self.holders[pk], balance) for pk, balance in balances.items() if pk in self.holders)
        return sheet(held, currency=self.currency, day=day, rates=self.rates)


def _holders(fresh: Fresh) -> dict[int, Holder]:
    kinds = investment_kinds(fresh.user, preferences_of(fresh.user))
    accounts = Account.objects.for_user(fresh.user).values_list("pk", "type", "currency")
    return {pk: holder(kind, currency, kinds.get(pk)) for pk, kind, currency in accounts}


def _snapshots(
    fresh: Fresh, valuer: _Valuer, held: Iterable[Standing], days: list[date], before: date | None
) -> Iterator[Snapshot]:
    """Ascending; `before` is the day of the snapshot before the first of these."""
    balances = defaultdict(Decimal, {account.account_id: account.before for account in held})
    worth = valuer.sheet(balances, before or days[0]).net_worth
    for day, moves in groupby(list_moves(fresh, days[0], days[-1]), key=lambda move: move.date):
        for move in moves:
            balances[move.account_id] += move.amount
        found = valuer.sheet(balances, day)
        yield Snapshot(day, found, found.net_worth - worth, change_pct(found.net_worth, worth))
        worth = found.net_worth
