"""api.md §4: the collection of transactions."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import re_path
from rest_framework.request import Request

from config.drf.idempotency import idempotent
from config.drf.operations import operation
from config.drf.structs import read_body
from config.drf.views import answer
from finance.api.transaction_bodies import TransactionIn
from finance.api.transaction_lists import TAG, TransactionListing
from finance.domain.transaction_out import TransactionOut
from finance.selectors.transaction_rows import get_transaction
from finance.services.transactions import create_transaction


class TransactionsView(TransactionListing):
    @operation(
        "transactions_create",
        tag=TAG,
        summary="Enter a transaction by hand",
        body=TransactionIn,
        answers={201: TransactionOut},
    )
    @idempotent
    def post(self, request: Request) -> HttpResponse:
        row = create_transaction(user=self.user, edit=read_body(request, TransactionIn).edit())
        return answer(get_transaction(user=self.user, transaction_id=row.pk), 201)


routes = [re_path(r"^transactions/?$", TransactionsView.as_view(), name="transactions")]
