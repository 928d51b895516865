"""api.md §6, seed 000: what kind of account each is, by name. A view of `Account.type`.

A name that a path cannot hold (it ends in "/", or starts with "type/") is given as `?account_name=`.
"""

from __future__ import annotations

from typing import Literal, get_args

from django.http import HttpResponse
from django.urls import re_path
from rest_framework.request import Request

from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.structs import Answer, Body, Query, read_body, read_query
from config.drf.values import Name
from config.drf.views import ApiView, answer
from config.lib.errors import Invalid
from finance.api.accounts import AccountType
from finance.models import Account
from finance.selectors.accounts import accounts_of_type, classified_accounts, get_account_by_name
from finance.services.accounts import set_account_type

TAG = "Account classifications"
EXAMPLE = {"account_name": "Grow Mutual Funds", "account_type": "investment"}
TYPES = get_args(AccountType)
ONE = {
    "type": "object",
    "properties": {
        "account_name": {"type": "string"},
        "account_type": {"type": "string", "enum": list(TYPES)},
    },
    "required": ["account_name", "account_type"],
}
ALL = {
    "type": "object",
    "properties": {"classifications": {"type": "array", "items": ONE}},
    "required": ["classifications"],
}


class ClassificationIn(Body):
    account_name: Name | None = None
    account_type: AccountType | None = None


class NameQuery(Query):
    account_name: Name | None = None


class ClassificationQuery(NameQuery):
    account_type: AccountType | None = None


class ClassificationOut(Answer):
    account_name: str
    account_type: AccountType


class ClassificationsOut(Answer):
    classifications: list[ClassificationOut]


class SavedOut(Answer):
    message: str
    success: Literal[True] = True


class AccountNamesOut(Answer):
    accounts: list[str]


def present(account: Account) -> ClassificationOut:
    return ClassificationOut(account_name=account.name, account_type=account.type)  # type: ignore[arg-type] # by constraint


class ClassificationsView(ApiView):
    @operation(
        "account_classifications_list",
        tag=TAG,
        summary="List the types that you set; with account_name, one account's type",
        query=NameQuery,
        answers={200: {"anyOf": [ALL, ONE]}},
        errors=(404,),
        examples={200: {"classifications": [EXAMPLE]}},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        query = read_query(request, NameQuery)
        if query.account_name is not None:
            return answer(present(get_account_by_name(user=self.user, name=query.account_name)))
        return answer(
            ClassificationsOut(classifications=[present(row) for row in classified_accounts(self.user)])
        )

    @operation(
        "account_classifications_set",
        tag=TAG,
        summary="Set an account's type (body or query parameters); an unknown name becomes an account",
        query=ClassificationQuery,
        body=ClassificationIn,
        answers={200: SavedOut},
        examples={"request": EXAMPLE, 200: {"success": True, "message": "Account classification saved"}},
    )
    def post(self, request: Request) -> HttpResponse:
        query, body = read_query(request, ClassificationQuery), read_body(request, ClassificationIn)
        name = _one("account_name", query.account_name, body.account_name)
        set_account_type(
            self.user, name=name, type=_one("account_type", query.account_type, body.account_type)
        )
        return answer(SavedOut(message="Account classification saved"))

    @operation(
        "account_classifications_delete_by_name",
        tag=TAG,
        summary="Forget the type that you set for account_name",
        query=NameQuery,
        answers={200: SavedOut},
        errors=(404,),
    )
    def delete(self, request: Request) -> HttpResponse:
        return _forget(self, _one("account_name", read_query(request, NameQuery).account_name))


class ClassificationView(ApiView):
    @operation(
        "account_classifications_get",
        tag=TAG,
        summary="Show an account's type, set or guessed",
        answers={200: ClassificationOut},
        errors=(404,),
        examples={200: EXAMPLE},
    )
    @conditional
    def get(self, request: Request, account_name: str) -> HttpResponse:
        read_query(request, Query)
        return answer(present(get_account_by_name(user=self.user, name=account_name)))

    @operation(
        "account_classifications_delete",
        tag=TAG,
        summary="Forget the type that you set; the guess counts again",
        answers={200: SavedOut},
        errors=(404,),
        examples={200: {"success": True, "message": "Account classification removed"}},
    )
    def delete(self, request: Request, account_name: str) -> HttpResponse:
        read_query(request, Query)
        return _forget(self, account_name)


class AccountsOfTypeView(ApiView):
    @operation(
        "account_classifications_by_type",
        tag=TAG,
        summary="List the accounts of a type, set or guessed",
        answers={200: AccountNamesOut},
        path={"account_type": {"type": "string", "enum": list(TYPES)}},
        examples={200: {"accounts": ["Grow Mutual Funds", "Zerodha Stocks", "PPF Account"]}},
    )
    @conditional
    def get(self, request: Request, account_type: str) -> HttpResponse:
        read_query(request, Query)
        if account_type not in TYPES:
            raise Invalid(errors={"account_type": [f"Must be one of {', '.join(TYPES)}"]})
        accounts = accounts_of_type(user=self.user, type=account_type)
        return answer(AccountNamesOut(accounts=[account.name for account in accounts]))


def _forget(view: ApiView, name: str) -> HttpResponse:
    set_account_type(view.user, name=name, type=None)
    return answer(SavedOut(message="Account classification removed"))


def _one(field: str, *values: str | None) -> str:
    """The one value that was given, in whichever place."""
    given = {value for value in values if value is not None}
    if len(given) != 1:
        problem = "Given twice with different values" if given else "This field is required"
        raise Invalid(errors={field: [problem]})
    return given.pop()


routes = [
    re_path(r"^account-classifications/?$", ClassificationsView.as_view(), name="account-classifications"),
    re_path(
        r"^account-classifications/type/(?P<account_type>.+?)/?$",
        AccountsOfTypeView.as_view(),
        name="account-classifications-type",
    ),
    re_path(
        r"^account-classifications/(?P<account_name>.+?)/?$",
        ClassificationView.as_view(),
        name="account-classification",
    ),
]
