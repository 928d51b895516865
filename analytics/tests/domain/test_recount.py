from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from analytics.domain.drift import Drift, differences
from analytics.domain.recount import LedgerRow, Line, Recount, Rules

DAY = date(2026, 1, 5)
FOOD, CAFE, SALARY = 1, 2, 3
BANK, CARD, FUND = 1, 2, 3
RULES = Rules(
    tops={FOOD: FOOD, CAFE: FOOD, SALARY: SALARY},
    excluded=frozenset({CARD}),
    earning_start=date(2026, 1, 2),
    invested=frozenset({FUND}),
    salary=frozenset({SALARY}),
    bonus=frozenset(),
    returns=frozenset(),
    essential=frozenset({CAFE}),
    tax=frozenset(),
)


def row(number: int, units: int | None, **fields: Any) -> LedgerRow:
    usual: dict[str, Any] = {
        "id": number, "date": DAY, "type": "Expense", "base_amount": units, "account_amount": units,
        "to_amount": None, "account": BANK, "to_account": None, "category": FOOD, "is_refund": False,
        "bought": None, "payee": "", "lines": (),
    }  # fmt: skip
    return LedgerRow(**{**usual, **fields})


def counted(*rows: LedgerRow) -> Recount:
    recount = Recount(RULES)
    for each in rows:
        recount.add(each)
    recount.close()
    return recount


def shown(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value and name not in {"year", "month"}}


def test_nothing_has_no_figures() -> None:
    recount = counted()

    tables = (recount.days, recount.months, recount.categories, recount.merchants, recount.flows)
    assert tables == ({}, {}, {}, {}, {})
    assert recount.account_days == {}


def test_what_does_not_count_still_moves_money() -> None:
    early = date(2026, 1, 1)
    recount = counted(row(1, 10, account=CARD), row(2, 20, date=early), row(3, None, account=CARD))

    assert recount.days == recount.months == recount.categories == {}
    assert recount.account_days == {
        (202601, DAY, CARD): {"moved": -10, "count": 2},
        (202601, early, BANK): {"moved": -20, "count": 1},
    }


def test_lines_replace_their_row_and_the_last_one_takes_up_the_rest() -> None:
    lines = (Line(FOOD, 3), Line(CAFE, 3), Line(None, 3))
    recount = counted(row(1, 10, lines=lines))

    counts = {key: (values["total"], values["top_count"]) for key, values in recount.categories.items()}
    assert counts == {
        (202601, FOOD, "Expense"): (3, 1),
        (202601, CAFE, "Expense"): (3, 0),
        (202601, None, "Expense"): (4, 1),
    }
    assert recount.days[202601, DAY]["top_category_id"] == FOOD
    assert shown(recount.months[(202601,)]) == {
        "total_expense": 10, "savings": -10, "essential_expense": 3, "discretionary_expense": 7,
        "expense_count": 1,
    }  # fmt: skip


def test_what_has_no_rate_is_counted_apart() -> None:
    recount = counted(row(1, None, lines=(Line(FOOD, None), Line(CAFE, None)), payee="Shop"))

    assert shown(recount.months[(202601,)]) == {"unconverted": 1}
    assert shown(recount.days[202601, DAY]) == {"unconverted": 1}
    assert [values["unconverted"] for values in recount.categories.values()] == [1, 0]
    assert recount.merchants == {}


def test_a_refund_is_an_expense_of_its_purchase() -> None:
    refund = row(2, 4, type="Income", category=SALARY, is_refund=True, bought=CAFE, payee="Shop")
    recount = counted(row(1, 10, category=CAFE, payee="Shop"), refund)

    values = {"total": 6, "count": 2, "top_count": 2, "largest": 10, "smallest": -4, "unconverted": 0}
    assert recount.categories == {(202601, CAFE, "Expense"): values}
    merchant = {"total": 6, "count": 2, "first_date": DAY, "last_date": DAY}
    assert recount.merchants == {(202601, "Shop", CAFE): merchant}
    assert recount.account_days[202601, DAY, BANK] == {"moved": -6, "count": 2}


@pytest.mark.parametrize(
    ("accounts", "invested"), [((BANK, FUND), 10), ((FUND, BANK), -10), ((BANK, CARD), 0), ((BANK, None), 0)]
)
def test_transfers_flow_into_investments_and_out_again(
    accounts: tuple[int, int | None], invested: int
) -> None:
    one, other = accounts
    recount = counted(row(1, 10, type="Transfer", account=one, to_account=other, to_amount=9))

    month = {"transfers_out": 10, "transfers_in": 10 if other else 0, "transfer_count": 1}
    assert shown(recount.months[(202601,)]) == shown(month | {"net_investment": invested})
    assert recount.account_days.get((202601, DAY, other), {"moved": 9})["moved"] == 9


def test_the_last_transfer_of_a_month_is_the_latest_and_of_a_day_the_one_entered_last() -> None:
    moves = (
        row(number, units, type="Transfer", date=date(2026, 1, day), to_account=FUND)
        for number, units, day in ((4, 5, 9), (2, 6, 9), (3, 7, 8), (5, None, 10))
    )
    recount = counted(*moves)

    flow = recount.flows[202601, BANK, FUND]
    assert (flow["total"], flow["count"]) == (18, 3)
    assert (flow["last_date"], flow["last_amount"]) == (date(2026, 1, 9), 5)


def test_differences_name_rows_and_columns() -> None:
    held = {(1,): {"a": 1, "b": 2}, (2,): {"a": 1}}
    right = {(1,): {"a": 1, "b": 3}, (3, "x"): {"a": 1}}

    assert list(differences("t", held, right)) == [
        Drift("t", "1 b", 2, 3),
        Drift("t", "2", {"a": 1}, None),
        Drift("t", "3 x", None, {"a": 1}),
    ]
