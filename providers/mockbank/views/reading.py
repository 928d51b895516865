"""Accounts and transactions, each bank in its own words."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from providers.mockbank.answers import answer, interfere, plain_cursor
from providers.mockbank.cursors import read_cursor
from providers.mockbank.failures import lasting_at, next_failure
from providers.mockbank.grants import login_of
from providers.mockbank.reading import accounts_of, transactions_of
from providers.mockbank.schema import SCHEMAS
from providers.mockbank.views.bank import ProgramView, bearer, limit_of


class Accounts(ProgramView):
    http_method_names = ("get",)

    def get(self, request: HttpRequest, bank: str) -> HttpResponseBase:
        login = login_of(bank=bank, token=bearer(request))
        limit_of(request)
        failure = next_failure(login, on="accounts")
        interfere(failure)
        old = failure is not None and failure.mode == "old_spelling"
        body = SCHEMAS[bank].accounts(accounts_of(login), old_spelling=old)
        page = {"next_cursor": "", "has_more": False, "unavailable": sorted(lasting_at(login).down)}
        return answer({**body, **page}, failure)


class Transactions(ProgramView):
    http_method_names = ("get",)

    def get(self, request: HttpRequest, bank: str) -> HttpResponseBase:
        login = login_of(bank=bank, token=bearer(request))
        cursor, limit = plain_cursor(request.GET.get("cursor", "")), limit_of(request)
        begun = read_cursor(cursor, login).offset > 0
        failure = next_failure(login, on="transactions", begun=begun)
        interfere(failure)
        down, suffix = lasting_at(login)
        told = transactions_of(login, cursor=cursor, limit=limit, down=down, suffix=suffix)
        page = {"next_cursor": told.next_cursor, "has_more": told.has_more, "unavailable": list(told.down)}
        return answer({**SCHEMAS[bank].transactions(told.changes), **page}, failure, cursor=cursor)
