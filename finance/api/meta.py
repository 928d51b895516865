"""api.md §4, seed 000: names for drop-downs and filters."""

from __future__ import annotations

from typing import Literal

from django.http import HttpResponse
from django.urls import re_path
from rest_framework.request import Request

from accounts.models import User
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.structs import Answer, Query, read_query
from config.drf.views import ApiView, answer
from finance.selectors.accounts import accounts_in_use, accounts_of_type
from finance.selectors.buckets import buckets_of
from finance.selectors.categories import category_names_in_use

TAG = "Metadata"
ACCOUNTS = ["Checking", "HDFC Savings", "Grow Mutual Funds"]
TYPES: list[Literal["Expense", "Income", "Transfer"]] = ["Expense", "Income", "Transfer"]


class AccountsOut(Answer):
    accounts: list[str]


class TypesOut(Answer):
    transaction_types: list[Literal["Expense", "Income", "Transfer"]]


class FiltersOut(TypesOut):
    accounts: list[str]


class CategoriesOut(Answer):
    categories: list[str]
    subcategories: dict[str, list[str]]


class BucketsOut(Answer):
    needs: list[str]
    wants: list[str]
    savings: list[str]
    investment_categories: list[str]
    investment_accounts: list[str]


class AccountsView(ApiView):
    @operation(
        "meta_accounts",
        tag=TAG,
        summary="List the accounts that transactions name, on either side",
        answers={200: AccountsOut},
        examples={200: {"accounts": ACCOUNTS}},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        read_query(request, Query)
        return answer(AccountsOut(accounts=_account_names(self.user)))


class TypesView(ApiView):
    @operation("meta_types", tag=TAG, summary="List the transaction types", answers={200: TypesOut})
    @conditional
    def get(self, request: Request) -> HttpResponse:
        read_query(request, Query)
        return answer(TypesOut(transaction_types=TYPES))


class FiltersView(ApiView):
    @operation(
        "meta_filters",
        tag=TAG,
        summary="List transaction types and the accounts that transactions name",
        answers={200: FiltersOut},
        examples={200: {"transaction_types": TYPES, "accounts": ACCOUNTS}},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        read_query(request, Query)
        return answer(FiltersOut(transaction_types=TYPES, accounts=_account_names(self.user)))


class CategoriesView(ApiView):
    @operation(
        "meta_categories",
        tag=TAG,
        summary="List the categories that transactions name, and the subcategories of each",
        answers={200: CategoriesOut},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        read_query(request, Query)
        names = category_names_in_use(self.user)
        return answer(CategoriesOut(categories=list(names), subcategories=names))


class BucketsView(ApiView):
    @operation(
        "meta_buckets",
        tag=TAG,
        summary="Sort the spending categories in use into needs, wants, savings and investment",
        answers={200: BucketsOut},
        examples={
            200: {
                "needs": ["Food", "Rent", "Utilities"],
                "wants": ["Entertainment", "Shopping"],
                "savings": ["Emergency Fund"],
                "investment_categories": ["Mutual Funds", "Stocks"],
                "investment_accounts": ["Grow Mutual Funds", "Zerodha Stocks"],
            }
        },
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        read_query(request, Query)
        needs, wants, savings, investment = buckets_of(self.user)
        return answer(
            BucketsOut(
                needs=needs,
                wants=wants,
                savings=savings,
                investment_categories=investment,
                investment_accounts=[row.name for row in accounts_of_type(user=self.user, type="investment")],
            )
        )


def _account_names(user: User) -> list[str]:
    return [account.name for account in accounts_in_use(user)]


routes = [
    re_path(r"^meta/accounts/?$", AccountsView.as_view(), name="meta-accounts"),
    re_path(r"^meta/types/?$", TypesView.as_view(), name="meta-types"),
    re_path(r"^meta/filters/?$", FiltersView.as_view(), name="meta-filters"),
    re_path(r"^meta/categories/?$", CategoriesView.as_view(), name="meta-categories"),
    re_path(r"^meta/buckets/?$", BucketsView.as_view(), name="meta-buckets"),
]
