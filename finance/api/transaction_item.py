"""api.md §4: one transaction, its history, splits, corrections and refunds."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import re_path
from rest_framework.request import Request

from config.drf.conditional import conditional
from config.drf.idempotency import idempotent
from config.drf.operations import operation
from config.drf.structs import read_body
from config.drf.values import path_id
from config.drf.views import ApiView, answer
from finance.api.transaction_bodies import (
    ReconcileIn,
    RefundIn,
    SplitsIn,
    TransactionIn,
    TransactionPatch,
)
from finance.domain.transaction_out import TransactionOut
from finance.selectors.history import HistoryOut, history_of
from finance.selectors.transaction_rows import get_transaction
from finance.services.refunds import link_refund, unlink_refund
from finance.services.splits import set_splits
from finance.services.transactions import (
    Origin,
    delete_transactions,
    edit_transactions,
    restore_transaction,
)

TAG = "Transactions"


class TransactionApi(ApiView):
    def shown(self, pk: int) -> HttpResponse:
        return answer(get_transaction(user=self.user, transaction_id=pk))


class TransactionView(TransactionApi):
    @operation(
        "transactions_get", tag=TAG, summary="One transaction", answers={200: TransactionOut}, errors=(404,)
    )
    @conditional
    def get(self, request: Request, pk: str) -> HttpResponse:
        return self.shown(path_id(pk))

    @operation(
        "transactions_replace", tag=TAG, summary="Replace a transaction's content", body=TransactionIn,
        answers={200: TransactionOut}, errors=(404, 409),
    )  # fmt: skip
    def put(self, request: Request, pk: str) -> HttpResponse:
        row = path_id(pk)
        get_transaction(user=self.user, transaction_id=row)
        edit_transactions(user=self.user, edits={row: read_body(request, TransactionIn).replacement()})
        return self.shown(row)

    @operation(
        "transactions_update", tag=TAG, summary="Change fields of a transaction", body=TransactionPatch,
        answers={200: TransactionOut}, errors=(404, 409),
    )  # fmt: skip
    def patch(self, request: Request, pk: str) -> HttpResponse:
        row = path_id(pk)
        get_transaction(user=self.user, transaction_id=row)
        edit_transactions(user=self.user, edits={row: read_body(request, TransactionPatch).edit()})
        return self.shown(row)

    @operation(
        "transactions_delete", tag=TAG, summary="Delete, restorably", answers={204: None}, errors=(404,)
    )
    def delete(self, request: Request, pk: str) -> HttpResponse:
        delete_transactions(user=self.user, ids=[path_id(pk)])
        return answer(None)


class RestoreView(TransactionApi):
    @operation(
        "transactions_restore", tag=TAG, summary="Bring a deleted transaction back",
        answers={200: TransactionOut}, errors=(404, 409),
    )  # fmt: skip
    def post(self, request: Request, pk: str) -> HttpResponse:
        restore_transaction(user=self.user, transaction_id=path_id(pk))
        return self.shown(path_id(pk))


class SplitsView(TransactionApi):
    @operation(
        "transactions_split", tag=TAG, summary="Replace the split lines; an empty list makes it whole again",
        body=SplitsIn, answers={200: TransactionOut}, errors=(404,),
    )  # fmt: skip
    def put(self, request: Request, pk: str) -> HttpResponse:
        row = path_id(pk)
        get_transaction(user=self.user, transaction_id=row)
        lines = [line.line() for line in read_body(request, SplitsIn).splits]
        set_splits(user=self.user, transaction_id=row, lines=lines)
        return self.shown(row)


class ReconcileView(TransactionApi):
    @operation(
        "transactions_reconcile", tag=TAG, summary="Correct a transaction, giving the reason",
        body=ReconcileIn, answers={200: TransactionOut}, errors=(404, 409),
    )  # fmt: skip
    def post(self, request: Request, pk: str) -> HttpResponse:
        row = path_id(pk)
        get_transaction(user=self.user, transaction_id=row)
        body = read_body(request, ReconcileIn)
        edit_transactions(
            user=self.user, edits={row: body.edit()}, origin=Origin.RECONCILE, reason=body.reason
        )
        return self.shown(row)


class HistoryView(ApiView):
    @operation(
        "transactions_history", tag=TAG, summary="What became of a transaction",
        answers={200: HistoryOut}, errors=(404,),
    )  # fmt: skip
    @conditional
    def get(self, request: Request, pk: str) -> HttpResponse:
        return answer(history_of(user=self.user, transaction_id=path_id(pk)))


class LinkRefundView(TransactionApi):
    @operation(
        "transactions_link_refund", tag=TAG, summary="Count an income row as a refund of this purchase",
        body=RefundIn, answers={200: TransactionOut}, errors=(404, 409),
    )  # fmt: skip
    @idempotent
    def post(self, request: Request, pk: str) -> HttpResponse:
        row = path_id(pk)
        get_transaction(user=self.user, transaction_id=row)
        link_refund(user=self.user, purchase_id=row, refund_id=read_body(request, RefundIn).refund_id)
        return self.shown(row)

    @operation(
        "transactions_unlink_refund", tag=TAG, summary="Make this refund plain income again",
        answers={204: None}, errors=(404,),
    )  # fmt: skip
    def delete(self, request: Request, pk: str) -> HttpResponse:
        unlink_refund(user=self.user, refund_id=path_id(pk))
        return answer(None)


routes = [
    re_path(r"^transactions/(?P<pk>[0-9]+)/?$", TransactionView.as_view(), name="transaction"),
    re_path(r"^transactions/(?P<pk>[0-9]+)/restore/?$", RestoreView.as_view(), name="transaction-restore"),
    re_path(r"^transactions/(?P<pk>[0-9]+)/splits/?$", SplitsView.as_view(), name="transaction-splits"),
    re_path(
        r"^transactions/(?P<pk>[0-9]+)/reconcile/?$", ReconcileView.as_view(), name="transaction-reconcile"
    ),
    re_path(r"^transactions/(?P<pk>[0-9]+)/history/?$", HistoryView.as_view(), name="transaction-history"),
    re_path(
        r"^transactions/(?P<pk>[0-9]+)/link-refund/?$",
        LinkRefundView.as_view(),
        name="transaction-link-refund",
    ),
]
