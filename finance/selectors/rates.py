"""Exchange rates for conversions, loaded once per use."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import msgspec
from django.db.models import Max

from finance.domain.rates import DatedRate, RateTable
from finance.models import ExchangeRate

PIVOT = "EUR"
# No central bank pauses longer than this; an older fixing still counts, through the second query below.
_PAUSE = timedelta(days=14)


@cache
def fallback_rates() -> dict[str, Decimal]:
    """The shipped table: units of each currency for one euro."""
    path = Path(__file__).parent.parent / "data" / "fallback_rates.json"
    rates: dict[str, str] = msgspec.json.decode(path.read_bytes())["rates"]
    return {code: Decimal(rate) for code, rate in rates.items()}


def rate_table(currencies: Collection[str], *, start: date, end: date) -> RateTable:
    """Rates of these currencies for every day from start to end, both inclusive; no query when one is
    enough.
    """
    wanted = set(currencies) - {PIVOT}
    if len(set(currencies)) < 2:
        return RateTable((), pivot=PIVOT, fallback=fallback_rates())
    held = ExchangeRate.objects.filter(base=PIVOT, quote__in=wanted)
    dated = [
        DatedRate(*row)
        for row in held.filter(date__range=(start - _PAUSE, end)).values_list("quote", "date", "rate")
    ]
    early = wanted - {rate.currency for rate in dated if rate.day <= start}
    for currency in early:
        last = (
            held.filter(quote=currency, date__lte=start).order_by("-date").values_list("date", "rate").first()
        )
        if last:
            dated.append(DatedRate(currency, *last))
    return RateTable(dated, pivot=PIVOT, fallback=fallback_rates())


def rates_version(_user: object) -> str:
    """Part of every ETag: changes when any rate does, whoever asks."""
    newest = ExchangeRate.objects.aggregate(newest=Max("updated_at"))["newest"]
    return newest.isoformat() if newest else ""
