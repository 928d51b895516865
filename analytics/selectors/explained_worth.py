"""Where a balance and a worth come from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from analytics.domain.filter_words import span_words
from analytics.domain.running_worth import Opening, converter, opening_worth, worth_of
from analytics.selectors.explanation import ExplainedRow, Explanation, Question, used_rates
from analytics.selectors.worth import balances_at
from analytics.sql.explain import balance_parts, count_parts, list_parts
from analytics.sql.fresh import Fresh
from analytics.sql.listing import Part
from config.lib import clock
from config.lib.periods import DateRange
from finance.selectors.account_names import find_account
from finance.selectors.rates import rate_table


def explain_balance(fresh: Fresh, question: Question, part: Part) -> Explanation:
    """An account that nobody has holds nothing."""
    as_of = _as_of(fresh, question)
    account = find_account(fresh.user, question.account)
    held = balances_at(fresh, as_of).accounts if account else []
    parts = balance_parts(fresh.user_id, as_of, accounts=[account.pk] if account else [])
    rows = list_parts(parts, part)
    currency = account.currency if account else fresh.base_currency
    opening = account.opening_balance if account else Decimal(0)
    return Explanation(
        figure=next((item.balance for item in held if item.account == account), Decimal(0)),
        currency=currency,
        words=f"Opening balance and posted rows of {account.name if account else question.account}"
        f" {span_words(DateRange(None, as_of))}",
        counts=count_parts(parts),
        rows=[ExplainedRow(row, row.units) for row in rows],
        openings=[Opening(account.name, currency, opening, opening)] if account and opening else [],
        rates=used_rates((row.currency, row.account_currency, row.date) for row in rows),
    )


def explain_worth(fresh: Fresh, question: Question, part: Part) -> Explanation:
    as_of = _as_of(fresh, question)
    held = balances_at(fresh, as_of)
    accounts = [item.account for item in held.accounts]
    base = fresh.base_currency
    currencies = sorted({account.currency for account in accounts})
    rates = rate_table({base, *currencies}, start=as_of, end=as_of)
    opened = [(account.name, account.currency, account.opening_balance) for account in accounts]
    openings, start = opening_worth(opened, currency=base, day=as_of, rates=rates)
    parts = balance_parts(fresh.user_id, as_of)
    rows = list_parts(parts, part, running=True)
    return Explanation(
        figure=held.total.amount,
        currency=base,
        words=f"Opening balances and posted rows of all accounts {span_words(DateRange(None, as_of))},"
        " each currency at its rate of that day",
        counts=count_parts(parts),
        rows=[
            ExplainedRow(
                row,
                worth_of(
                    row.units,
                    after=start[row.account_currency] + row.held,
                    convert=converter(rates, row.account_currency, base, as_of),
                ),
            )
            for row in rows
        ],
        openings=openings,
        rates=used_rates((code, base, as_of) for code in currencies),
    )


def _as_of(fresh: Fresh, question: Question) -> date:
    return question.span.end or clock.today(fresh.user.time_zone)
