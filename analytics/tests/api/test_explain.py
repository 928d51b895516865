from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, get_args

import msgspec
import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import User
from analytics.api import explain_examples
from analytics.api.explain import ExplanationOut, Metric
from analytics.tests.mixed import Mixed, mixed
from config.drf.renderers import encode
from preferences.services.preferences import update_preferences

pytestmark = pytest.mark.django_db

NOW = "2025-03-31T12:00:00Z"
SPAN = "start_date=2025-01-10&end_date=2025-03-20"


@pytest.fixture
def its(ana: User) -> Mixed:
    return mixed(ana)


@pytest.fixture
def ana_api(_at_the_end_of_march: None, sign_in: Callable[[User], APIClient], ana: User) -> APIClient:
    return sign_in(ana)


@pytest.fixture(autouse=True)
def _at_the_end_of_march() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def ask(api: APIClient, query: str, *, status: int = 200) -> Any:
    answer = api.get(f"/api/analytics/explain?{query}")
    assert answer.status_code == status, answer.getvalue()
    return json.loads(answer.getvalue(), parse_float=Decimal, parse_int=Decimal)


def read(api: APIClient, path: str) -> Any:
    answer = api.get(f"/api/{path}")
    assert answer.status_code == 200, answer.getvalue()
    return json.loads(answer.getvalue(), parse_float=Decimal, parse_int=Decimal)


def totals(api: APIClient, name: str) -> Decimal:
    return Decimal(read(api, f"calculations/totals?{SPAN}")[name])


def month(api: APIClient, *path: str) -> Decimal:
    found: Any = next(
        row for row in read(api, "analytics/v2/monthly-summaries")["data"] if row["period"] == "2025-02"
    )
    for name in path:
        found = found[name]
    return Decimal(found)


def category(api: APIClient, name: str) -> Decimal:
    rows = read(api, f"calculations/category-breakdown?{SPAN}")["categories"]
    return Decimal(next(row["amount"] for row in rows if row["category"] == name))


def trend(api: APIClient, period: str, name: str, subcategory: str | None) -> Decimal:
    rows = read(api, "analytics/v2/category-trends")["data"]
    place = (period, name, subcategory)
    found = (row for row in rows if (row["period"], row["category"], row["subcategory"]) == place)
    return sum((row["total"] for row in found), Decimal(0))


def merchant(api: APIClient, name: str) -> Decimal:
    rows = read(api, "analytics/v2/merchant-intelligence?min_transactions=1")["data"]
    return Decimal(next(row["total_spent"] for row in rows if row["merchant"] == name))


def flow(api: APIClient, giver: str, taker: str) -> Decimal:
    rows = read(api, "analytics/v2/transfer-flows")["data"]
    return Decimal(next(row["total"] for row in rows if (row["from"], row["to"]) == (giver, taker)))


def balance(api: APIClient, name: str) -> Decimal:
    rows = read(api, f"calculations/account-balances?{SPAN}")["accounts"]
    return Decimal(next(row["balance"] for row in rows if row["name"] == name))


# A question, and the figure as its own view shows it.
QUESTIONS: dict[str, Callable[[APIClient], Decimal]] = {
    f"metric=total_income&{SPAN}": lambda api: totals(api, "total_income"),
    f"metric=total_expenses&{SPAN}": lambda api: totals(api, "total_expenses"),
    f"metric=net&{SPAN}": lambda api: totals(api, "net_savings"),
    f"metric=savings&{SPAN}": lambda api: totals(api, "net_savings"),
    "metric=total_expenses&time_range=all_time": lambda api: Decimal(
        read(api, "calculations/totals")["total_expenses"]
    ),
    "metric=month_income&period=2025-02": lambda api: month(api, "income", "total"),
    "metric=month_expenses&period=2025-02": lambda api: month(api, "expenses", "total"),
    "metric=month_net&period=2025-02": lambda api: month(api, "savings", "net"),
    f"metric=category_total&category=Food&{SPAN}": lambda api: category(api, "Food"),
    f"metric=category_total&category=home&{SPAN}": lambda api: category(api, "Home"),
    "metric=category_total&category=Uncategorized": lambda _: Decimal(250),
    "metric=category_total&category=Pay&transaction_type=Income": lambda _: Decimal(150_000),
    "metric=category_month&category=Food&period=2025-02": lambda api: (
        trend(api, "2025-02", "Food", None) + trend(api, "2025-02", "Food", "Out")
    ),
    "metric=category_month&category=Food&subcategory=Out&period=2025-01": lambda api: trend(
        api, "2025-01", "Food", "Out"
    ),
    "metric=category_month&category=Food&subcategory=&period=2025-01": lambda api: trend(
        api, "2025-01", "Food", None
    ),
    "metric=merchant_total&merchant=Cafe": lambda api: merchant(api, "Cafe"),
    "metric=merchant_total&merchant=Market": lambda api: merchant(api, "Market"),
    "metric=transfer_flow&from=Bank&to=Euro": lambda api: flow(api, "Bank", "Euro"),
    "metric=transfer_flow&from=Euro": lambda api: flow(api, "Euro", "Euro Card"),
    "metric=transfer_flow": lambda api: read(api, "analytics/v2/transfer-flows")["summary"]["total_flow"],
    f"metric=account_balance&account=Bank&{SPAN}": lambda api: balance(api, "Bank"),
    f"metric=account_balance&account=euro&{SPAN}": lambda api: balance(api, "Euro"),
    f"metric=net_worth&{SPAN}": lambda api: read(api, f"calculations/account-balances?{SPAN}")[
        "total_balance"
    ],
    "metric=net_worth": lambda api: read(api, "calculations/account-balances")["total_balance"],
}


def test_every_metric_is_asked() -> None:
    assert {question.split("&")[0].removeprefix("metric=") for question in QUESTIONS} == set(get_args(Metric))


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_rows_of_all_pages_are_the_figure(its: Mixed, ana_api: APIClient, question: str) -> None:
    shown = QUESTIONS[question](ana_api)
    pages: list[Any] = []
    while not pages or pages[-1]["has_more"]:
        pages.append(ask(ana_api, f"{question}&limit=3&offset={3 * len(pages)}"))

    first, rows = pages[0], [row for page in pages for row in page["data"]]
    parts = [part["contribution"] for part in (*first["opening_balances"], *rows)]
    assert first["figure"] == shown
    assert sum(parts, Decimal(0)) == shown
    assert shown != 0
    assert len(rows) == first["total"]
    assert len({row["transaction_id"] for row in rows}) == first["transactions"]
    days = [row["date"] for row in rows]
    assert days == sorted(days, reverse=True)


def test_a_category_shows_its_lines_refunds_and_rates(its: Mixed, ana_api: APIClient) -> None:
    found = ask(ana_api, "metric=category_total&category=Food&start_date=2025-02-17")

    ids = [row.pop("transaction_id") for row in found["data"]]
    assert len(set(ids)) == len(ids) == 5
    assert [(row["date"], row["amount"], row["currency"], row["contribution"]) for row in found["data"]] == [
        ("2025-03-18", Decimal("3.33"), "EUR", Decimal("304.26")),
        ("2025-03-17", Decimal("7.03"), "EUR", Decimal("642.33")),
        ("2025-03-02", Decimal("120.10"), "INR", Decimal("-120.10")),
        ("2025-02-18", Decimal("3.32"), "EUR", Decimal("303.35")),
        ("2025-02-17", Decimal("7.02"), "EUR", Decimal("641.42")),
    ]
    assert found["rates"][0] == {
        "from": "EUR",
        "to": "INR",
        "rate": Decimal("91.37"),
        "rate_date": "2025-02-14",
        "date": "2025-03-18",
    }
    assert found["filter"] == (
        "Posted expenses less their refunds in Food; of a split transaction only the lines there"
        " from 2025-02-17 on; without the accounts Hidden"
    )
    assert found["unconverted"] == 1
    assert found["currency"] == "INR"


def test_worth_has_its_opening_balances_and_rates(its: Mixed, ana_api: APIClient) -> None:
    found = ask(ana_api, "metric=net_worth")

    openings = [(o["account"], o["amount"], o["contribution"]) for o in found["opening_balances"]]
    assert openings == [
        ("Bank", Decimal("1000.50"), Decimal("1000.50")),
        ("Euro", Decimal("33.33"), Decimal("3250.67")),
        ("Euro Card", Decimal("-12.01"), Decimal("-1171.33")),
    ]
    [rate] = found["rates"]
    assert (rate["from"], rate["rate"], rate["date"]) == ("EUR", Decimal("97.53"), "2025-03-31")
    legs = [row for row in found["data"] if row["type"] == "Transfer"]
    assert [(leg["account"], leg["amount"]) for leg in legs] == [
        ("Euro", Decimal("11.11")),
        ("Euro Card", Decimal("11.11")),
        ("Bank", Decimal("5000.00")),
        ("Euro", Decimal("5000.00")),
    ]


def test_before_the_earning_start_nothing_counts(its: Mixed, ana_api: APIClient, ana: User) -> None:
    start = {"use_earning_start_date": True, "earning_start_date": date(2025, 3, 1)}
    update_preferences(user=ana, changes=start)

    found = ask(ana_api, "metric=total_income")
    assert (found["figure"], found["total"]) == (50_000, 1)
    assert found["filter"].endswith("nothing before the earning start 2025-03-01")


@pytest.mark.parametrize(
    "question",
    [
        "metric=total_income",
        "metric=net",
        "metric=month_net&period=2024-02",
        "metric=category_total&category=Food",
        "metric=category_month&category=Food&period=2025-01&subcategory=Out",
        "metric=merchant_total&merchant=Cafe",
        "metric=transfer_flow&from=Bank&to=Euro",
        "metric=account_balance&account=Bank",
        "metric=net_worth",
    ],
)
def test_of_nothing_there_is_nothing(ana_api: APIClient, question: str) -> None:
    found = ask(ana_api, question)

    assert (found["figure"], found["total"], found["data"], found["opening_balances"]) == (0, 0, [], [])
    assert "unconverted" not in found


def test_a_stranger_sees_nothing_of_it(its: Mixed, ben: User, sign_in: Callable[[User], APIClient]) -> None:
    api = sign_in(ben)
    for question in QUESTIONS:
        found = ask(api, question)
        assert (found["figure"], found["total"], found["opening_balances"]) == (0, 0, [])


@pytest.mark.parametrize(
    ("question", "field", "text"),
    [
        ("metric=total", "metric", None),
        ("", "metric", None),
        ("metric=month_net", "period", "month_net needs it"),
        ("metric=category_total", "category", "category_total needs it"),
        ("metric=net&period=2025-01", "period", "net does not take it"),
        ("metric=net_worth&account=Bank", "account", "net_worth does not take it"),
        ("metric=transfer_flow&start_date=2025-01-01", "start_date", "transfer_flow does not take it"),
        ("metric=net&start_date=2025-02-01&end_date=2025-01-01", "start_date", "Must not be after end_date"),
        ("metric=net&start_date=2025-02-01&time_range=fy", "time_range", None),
        ("metric=net&limit=0", "limit", None),
    ],
)
def test_refused(ana_api: APIClient, question: str, field: str, text: str | None) -> None:
    errors = ask(ana_api, question, status=400)["errors"]

    assert set(errors) == {field}
    assert text is None or errors[field] == [text]


@pytest.mark.parametrize(
    ("question", "queries"),
    [
        ("metric=total_income", 10),
        ("metric=category_total&category=Food", 12),
        ("metric=account_balance&account=Bank", 10),
        ("metric=net_worth", 11),
    ],
)
def test_queries(
    its: Mixed,
    ana_api: APIClient,
    django_assert_num_queries: DjangoAssertNumQueries,
    question: str,
    queries: int,
) -> None:
    ask(ana_api, question)
    with django_assert_num_queries(queries):
        ask(ana_api, question)


def test_the_example_is_an_answer() -> None:
    example = explain_examples.EXPLANATION

    assert json.loads(encode(msgspec.convert(example, ExplanationOut))) == example
    assert sum(row["contribution"] for row in example["data"]) == example["figure"]
