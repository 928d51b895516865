from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.domain.worth_sheet import ASSETS, LIABILITIES, Holder, holder, sheet
from finance.domain.rates import DatedRate, RateTable
from finance.domain.worth import worth

DAY = date(2026, 1, 5)
RATES = RateTable([DatedRate("INR", DAY, Decimal("97.3"))], pivot="EUR", fallback={})


@pytest.mark.parametrize(
    ("account_type", "investment", "asset", "liability"),
    [
        ("checking", None, "cash_and_bank", "other"),
        ("savings", None, "cash_and_bank", "other"),
        ("cash", None, "cash_and_bank", "other"),
        ("investment", None, "investments", "other"),
        ("investment", "stocks", "stocks", "other"),
        ("investment", "mutual_funds", "mutual_funds", "other"),
        ("savings", "fixed_deposits", "fixed_deposits", "other"),
        ("other", "ppf_epf", "ppf_epf", "other"),
        ("investment", "gold", "investments", "other"),
        ("other", "other", "investments", "other"),
        ("credit", None, "other", "credit_cards"),
        ("loan", None, "other", "loans"),
        ("other", None, "other", "other"),
    ],
)
def test_kinds(account_type: str, investment: str | None, asset: str, liability: str) -> None:
    assert holder(account_type, "INR", investment) == Holder("INR", asset, liability)


def test_a_card_in_credit_is_an_asset_and_an_overdrawn_account_a_liability() -> None:
    bank, card, loan = (holder(kind, "INR", None) for kind in ("checking", "credit", "loan"))
    held = [(bank, Decimal(100)), (bank, Decimal(-30)), (card, Decimal(7)), (card, Decimal(-40))]
    found = sheet([*held, (loan, Decimal(-500))], currency="INR", day=DAY, rates=RATES)
    assert {kind: amount for kind, amount in found.assets.items() if amount} == {
        "cash_and_bank": Decimal(100),
        "other": Decimal(7),
    }
    assert found.liabilities == {"credit_cards": Decimal(40), "loans": Decimal(500), "other": Decimal(30)}
    totals = (found.total_assets, found.total_liabilities, found.net_worth)
    assert totals == (Decimal(107), Decimal(570), Decimal(-463))
    assert (tuple(found.assets), tuple(found.liabilities)) == (ASSETS, LIABILITIES)


def test_what_rounding_leaves_over_goes_to_the_largest_kind() -> None:
    euros = [(Holder("EUR", kind, "other"), Decimal("0.05")) for kind in ("stocks", "ppf_epf")]
    found = sheet([*euros, (Holder("EUR", "other", "loans"), Decimal("-0.03"))], **rupees())
    # 0.07 euros are 6.811 rupees; 4.865 + 4.865 - 2.919 apart.
    assert found.net_worth == Decimal("6.81")
    assert (found.assets["stocks"], found.assets["ppf_epf"]) == (Decimal("4.86"), Decimal("4.87"))
    assert found.liabilities["loans"] == Decimal("2.92")


def test_a_currency_without_a_rate_is_in_no_number() -> None:
    odd = Holder("XTS", "stocks", "other")
    found = sheet([(odd, Decimal(5)), (Holder("INR", "stocks", "other"), Decimal(2))], **rupees())
    assert (found.net_worth, found.total_assets, list(found.unconverted)) == (Decimal(2), Decimal(2), ["XTS"])


def test_nothing_held() -> None:
    found = sheet([], **rupees())
    assert {found.net_worth, found.total_assets, found.total_liabilities} == {Decimal(0)}


holders = st.builds(
    Holder, st.sampled_from(["INR", "EUR", "XTS"]), st.sampled_from(ASSETS), st.sampled_from(LIABILITIES)
)
balances = st.lists(st.tuples(holders, st.decimals(-(10**6), 10**6, places=2)), max_size=12)


@given(balances)
def test_the_parts_make_up_the_net_worth_of_finance(held: list[tuple[Holder, Decimal]]) -> None:
    by_currency: dict[str, Decimal] = {}
    for account, balance in held:
        by_currency[account.currency] = by_currency.get(account.currency, Decimal(0)) + balance
    found = sheet(held, **rupees())
    assert found.net_worth == worth(by_currency, **rupees()).amount
    assert found.net_worth == found.total_assets - found.total_liabilities


def rupees() -> dict[str, Any]:
    return {"currency": "INR", "day": DAY, "rates": RATES}
