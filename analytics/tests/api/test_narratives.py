"""Every figure in a sentence is one that plain loops over the ledger find too."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from statistics import median
from typing import Any, NamedTuple

import msgspec
import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import User
from analytics.api import narrative_examples as examples
from analytics.api.insights import InsightsOut
from analytics.api.wrapped import WrappedOut
from analytics.tests.mixed import Mixed, mixed
from config.drf.renderers import encode
from config.lib.periods import DateRange, resolve
from finance.models import DuplicateCandidate, Transaction
from preferences.services.preferences import update_preferences

pytestmark = pytest.mark.django_db

TODAY = date(2025, 3, 31)
GOAL = Decimal(20)
RANGES = ["all_time", "this_month", "last_month", "last_3_months", "this_year", "last_year", "fy"]
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
Figures = set[Decimal]


@pytest.fixture(autouse=True)
def _at_the_end_of_march() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T12:00:00Z", tick=False):
        yield


@pytest.fixture
def its(ana: User) -> Mixed:
    """With a year before: eight months of pay, then a poor one; dear food a year ago; a row entered twice."""
    ledger = mixed(ana)
    for month in ("01", "02", "03", "08", "09", "10", "11"):
        ledger.enter(f"2024-{month}-01", "40000", ledger.bank, type="Income", category="Pay")
        ledger.enter(f"2024-{month}-09", f"8123.{month}", ledger.bank, category="Food")
        ledger.enter(f"2024-{month}-10", "9000", ledger.bank, category="Home")
    ledger.enter("2024-12-01", "50", ledger.bank, type="Income", category="Pay")
    twins = list(Transaction.objects.for_user(ana).filter(category__name="Home").order_by("pk")[:2])
    DuplicateCandidate.objects.create(
        user=ana, transaction=twins[1], other=twins[0], score=90, created_at=twins[0].created_at
    )
    return ledger


class Line(NamedTuple):
    date: date
    kind: str
    category: str
    amount: Decimal
    transaction: int


def lines_of(user: User) -> list[Line]:
    found = []
    rows = Transaction.objects.for_user(user).filter(deletion="", status="posted", base_amount__isnull=False)
    for row in rows.exclude(type="Transfer").exclude(account__name="Hidden"):
        bought = row.refund_of or row
        sign = -1 if row.refund_of else 1
        kind = "Expense" if row.refund_of else row.type
        parts = [(line.category, line.base_amount or Decimal(0)) for line in row.splits.order_by("position")]
        if parts:
            rest = (row.base_amount or Decimal(0)) - sum((amount for _, amount in parts), Decimal(0))
            parts[-1] = (parts[-1][0], parts[-1][1] + rest)
        for category, amount in parts or [(bought.category, row.base_amount or Decimal(0))]:
            top = category and (category.parent or category)
            found.append(Line(row.date, kind, top.name if top else "Uncategorized", sign * amount, row.pk))
    return found


def figures_of(lines: list[Line], span: DateRange) -> Figures:
    """All that may be said of the span: totals, months, categories, changes, rates and counts."""
    inside = [line for line in lines if line.date in span]
    found = {GOAL, *plain_figures(inside)}
    if span.start:
        end = span.end or TODAY
        earlier = DateRange(span.start.replace(year=span.start.year - 1), end.replace(year=end.year - 1))
        found |= changes_between(inside, [line for line in lines if line.date in earlier])
    by_month = defaultdict(list)
    for line in lines:
        by_month[line.date.replace(day=1)].append(line)
    for month, own in by_month.items():
        found |= plain_figures(own)
        for other in by_month:
            found |= changes_between(own, by_month[other])
        incomes = [total(by_month[day], "Income") for day in sorted(by_month) if day < month]
        found |= {median(known)} if (known := [income for income in incomes if income > 0][-6:]) else set()
        found.add(Decimal(len(incomes[-6:])))
    return found


def plain_figures(lines: list[Line]) -> Figures:
    income, spent = total(lines, "Income"), total(lines, "Expense")
    found = {income, spent, income - spent, *shares(income - spent, income)}
    found |= {income * GOAL / 100 - (income - spent)}
    months = {line.date.replace(day=1) for line in lines}
    nets = []
    for month in months:
        own = [line for line in lines if line.date.replace(day=1) == month]
        nets.append(total(own, "Income") - total(own, "Expense"))
        found |= {total(own, "Income"), total(own, "Expense"), nets[-1]}
    found |= {Decimal(len(months)), Decimal(sum(1 for net in nets if net > 0))}
    found |= {Decimal(month.year) for month in months}
    if months:
        found.add(round_to((spent - income) / len(months), "0.01"))
    for kind, whole in (("Income", income), ("Expense", spent)):
        of_kind = [line for line in lines if line.kind == kind]
        found.add(Decimal(len({line.transaction for line in of_kind})))
        for amount in by_category(of_kind).values():
            found |= {amount, *shares(amount, whole)}
    whole_rows: dict[int, Decimal] = defaultdict(Decimal)
    for line in lines:
        whole_rows[line.transaction] += line.amount
    dearest = max(
        (line for line in lines if line.kind == "Expense"),
        key=lambda line: whole_rows[line.transaction],
        default=None,
    )
    if dearest:
        found |= {whole_rows[dearest.transaction], Decimal(dearest.date.day)}
    return found


def changes_between(now: list[Line], before: list[Line]) -> Figures:
    found: Figures = set()
    old, new = (by_category([line for line in part if line.kind == "Expense"]) for part in (before, now))
    for category, amount in old.items():
        difference = new.get(category, Decimal(0)) - amount
        found |= {amount, difference, new.get(category, Decimal(0)), *shares(difference, amount)}
    return found


def by_category(lines: list[Line]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        found[line.category] += line.amount
    return found


def total(lines: list[Line], kind: str) -> Decimal:
    return sum((line.amount for line in lines if line.kind == kind), Decimal(0))


def shares(part: Decimal, whole: Decimal) -> Figures:
    """In per cent, to one place and to two."""
    return {round_to(part / whole * 100, places) for places in ("0.1", "0.01")} if whole else set()


def round_to(value: Decimal, places: str) -> Decimal:
    return value.quantize(Decimal(places), rounding=ROUND_HALF_EVEN)


def numbers_in(text: str) -> Figures:
    return {Decimal(number.replace(",", "")) for number in NUMBER.findall(text)}


def ask(api: APIClient, path: str) -> Any:
    answer = api.get(f"/api/analytics/{path}")
    assert answer.status_code == 200, answer.getvalue()
    return json.loads(answer.getvalue(), parse_float=Decimal, parse_int=Decimal)


def sentences(told: dict[str, Any]) -> list[str]:
    single = [told["summary"], told["income_narrative"], told["expense_narrative"]]
    return [*single, *told["highlights"], *told["recommendations"]]


@pytest.mark.parametrize("name", RANGES)
def test_the_figures_of_a_story_are_the_ledgers(
    its: Mixed, sign_in: Callable[[User], APIClient], name: str
) -> None:
    told = ask(sign_in(its.user), f"wrapped?time_range={name}")
    known = {abs(figure) for figure in figures_of(lines_of(its.user), resolve(name, today=TODAY))}

    for sentence in sentences(told):
        assert numbers_in(sentence) <= known, sentence
    assert numbers_in(told["summary"])


@pytest.mark.parametrize("name", RANGES)
def test_the_figures_of_insights_are_the_ledgers(
    its: Mixed, sign_in: Callable[[User], APIClient], name: str
) -> None:
    found = ask(sign_in(its.user), f"insights/generated?time_range={name}")["insights"]
    known = {abs(figure) for figure in figures_of(lines_of(its.user), resolve(name, today=TODAY))}

    for insight in found:
        if insight["type"] != "duplicate_charge":
            assert numbers_in(insight["message"]) <= known, insight["message"]
            amounts = {abs(value) for value in insight["evidence"].values() if isinstance(value, Decimal)}
            assert amounts <= known, insight
    assert {insight["type"] for insight in found} >= {"savings"}


def test_what_there_is_to_tell_of_december(its: Mixed, sign_in: Callable[[User], APIClient]) -> None:
    found = ask(sign_in(its.user), "insights?end_date=2024-12-31")["insights"]

    assert [insight["message"] for insight in found] == [
        "Great job! You saved 57.2% of your income: ₹1,60,188.56 of ₹2,80,050.00",
        "Your Home expenses decreased 100% in December 2024: ₹0.00 after ₹9,000.00 in November 2024",
        "Your Food expenses decreased 100% in December 2024: ₹0.00 after ₹8,123.11 in November 2024",
        "Income in December 2024 was ₹50.00, where ₹40,000.00 would be usual",
        "Your best month was January 2024, with ₹22,876.99 left",
        "Your worst month was December 2024, with ₹50.00 left",
    ]


def test_a_pair_of_rows_that_may_be_one(its: Mixed, sign_in: Callable[[User], APIClient]) -> None:
    found = ask(sign_in(its.user), "insights")["insights"]
    [twin] = [insight for insight in found if insight["type"] == "duplicate_charge"]

    assert twin["message"] == "₹15,000.02 at Landlord on 5 February 2025 may have been counted twice"
    assert twin["evidence"]["date"] == "2025-02-05"
    january = ask(sign_in(its.user), "insights?end_date=2025-01-31")["insights"]
    assert all(insight["type"] != "duplicate_charge" for insight in january)


def test_amounts_are_written_as_their_reader_wants(its: Mixed, sign_in: Callable[[User], APIClient]) -> None:
    wanted = {"number_format": "international", "currency_symbol": "Rs", "currency_symbol_position": "after"}
    update_preferences(user=its.user, changes=wanted)

    told = ask(sign_in(its.user), "wrapped?time_range=last_year")

    assert told["income_narrative"] == (
        "You earned 280,050.00 Rs from 8 income transactions; the largest part was Pay with"
        " 280,050.00 Rs, 100% of it."
    )


@pytest.mark.parametrize("path", ["wrapped", "wrapped?time_range=fy", "insights", "insights/generated"])
def test_of_nothing_nothing_is_claimed(ana: User, sign_in: Callable[[User], APIClient], path: str) -> None:
    told = ask(sign_in(ana), path)

    assert numbers_in(json.dumps(told)) == set()
    if path.startswith("insights"):
        assert told == {"insights": []}


@pytest.mark.parametrize(
    ("path", "queries"),
    [("wrapped?time_range=this_year", 12), ("wrapped", 11), ("insights", 10), ("insights/generated", 10)],
)
def test_queries(
    its: Mixed,
    sign_in: Callable[[User], APIClient],
    django_assert_num_queries: DjangoAssertNumQueries,
    path: str,
    queries: int,
) -> None:
    api = sign_in(its.user)
    ask(api, path)
    with django_assert_num_queries(queries):
        ask(api, path)


@pytest.mark.parametrize(
    ("kind", "example"), [(WrappedOut, examples.WRAPPED), (InsightsOut, examples.INSIGHTS)]
)
def test_the_example_is_an_answer(kind: Any, example: Any) -> None:
    assert json.loads(encode(msgspec.convert(example, kind))) == example
