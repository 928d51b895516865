"""api.md §4: transactions in lists, search, one long array and a CSV file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import msgspec
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import re_path
from rest_framework.request import Request

from accounts.models import User
from config.drf.conditional import conditional, no_store
from config.drf.operations import operation
from config.drf.pages import Page, PageOf, page_of
from config.drf.renderers import JSON, encode
from config.drf.spans import DatesQuery
from config.drf.structs import read_query
from config.drf.values import FarDay, Identifier, Name, Number, SearchText
from config.drf.views import ApiView, answer
from finance.api import examples
from finance.api.fieldtypes import FileName, TransactionKind
from finance.domain.transaction_filter import TransactionFilter
from finance.domain.transaction_out import TransactionOut
from finance.exporters.transactions_csv import export_csv
from finance.selectors.transaction_count import count_transactions
from finance.selectors.transaction_order import SortBy, SortOrder, sorted_rows
from finance.selectors.transaction_rows import complete
from finance.selectors.transaction_stream import released, transaction_chunks
from finance.selectors.transactions import filter_transactions

TAG = "Transactions"
CSV = "text/csv; charset=utf-8"


class TransactionQuery(Page):
    account_id: Identifier | None = None
    account: Name | None = None
    category: Name | None = None
    category_id: Identifier | None = None
    subcategory: Name | None = None
    type: TransactionKind | None = None
    status: Literal["posted", "pending"] | None = None
    start_date: FarDay | None = None
    end_date: FarDay | None = None
    min_amount: Number | None = None
    max_amount: Number | None = None
    is_anomaly: bool | None = None
    is_duplicate: bool | None = None
    needs_review: bool | None = None
    tag: Name | None = None
    source: FileName | None = None
    import_id: Identifier | None = None
    query: SearchText | None = None
    sort_by: SortBy = "date"
    sort_order: SortOrder = "desc"


class TransactionPage(PageOf[TransactionOut], kw_only=True):
    skip: int


def filter_of(query: TransactionQuery | DatesQuery) -> TransactionFilter:
    given = msgspec.structs.asdict(query)
    return TransactionFilter(
        **{name: given[name] for name in TransactionFilter.__struct_fields__ if name in given}
    )


def listing(user: User, query: TransactionQuery) -> dict[str, Any]:
    filters = filter_of(query)
    found = filter_transactions(user=user, filters=filters)
    rows, order = sorted_rows(found, by=query.sort_by, order=query.sort_order)
    total = None if query.cursor else count_transactions(user=user, filters=filters)
    body = page_of(rows, query, order=order, present=lambda row: row, total=total)
    return body | {"data": complete(user_id=user.pk, rows=body["data"])}


class TransactionListing(ApiView):
    """GET of the collection; the view that also takes POST derives from it."""

    @operation(
        "transactions_list",
        tag=TAG,
        summary="List transactions, newest first",
        query=TransactionQuery,
        answers={200: TransactionPage},
        examples={200: examples.PAGE | {"skip": 0}},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        body = listing(self.user, read_query(request, TransactionQuery))
        return answer(body | {"skip": body["offset"]})


class TransactionSearch(ApiView):
    @operation(
        "transactions_search",
        tag=TAG,
        summary="Search transactions",
        query=TransactionQuery,
        answers={200: PageOf[TransactionOut]},
        examples={200: examples.PAGE},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        return answer(listing(self.user, read_query(request, TransactionQuery)))


class AllTransactions(ApiView):
    @operation(
        "transactions_all",
        tag=TAG,
        summary="Every transaction in one array, newest first",
        query=DatesQuery,
        answers={200: list[TransactionOut]},
        examples={200: [examples.TRANSACTION]},
    )
    @conditional
    def get(self, request: Request) -> StreamingHttpResponse:
        filters = filter_of(read_query(request, DatesQuery))
        return StreamingHttpResponse(released(_array(self.user, filters)), content_type=JSON)


def _array(user: User, filters: TransactionFilter) -> Iterator[bytes]:
    lead = b"["
    for rows in transaction_chunks(user=user, filters=filters):
        yield lead + encode(complete(user_id=user.pk, rows=rows))[1:-1]
        lead = b","
    yield b"]" if lead == b"," else b"[]"


class TransactionExport(ApiView):
    @operation(
        "transactions_export",
        tag=TAG,
        summary="Download transactions as CSV",
        query=DatesQuery,
        answers={(200, "text/csv"): {"type": "string"}},
    )
    @no_store
    def get(self, request: Request) -> StreamingHttpResponse:
        filters = filter_of(read_query(request, DatesQuery))
        lines = released(export_csv(user=self.user, filters=filters))
        headers = {"Content-Disposition": 'attachment; filename="transactions.csv"'}
        return StreamingHttpResponse(lines, content_type=CSV, headers=headers)


class CsvExport(TransactionExport):
    @operation(
        "export_csv",
        tag=TAG,
        summary="Download transactions as CSV (same as transactions/export)",
        query=DatesQuery,
        answers={(200, "text/csv"): {"type": "string"}},
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        return super().get(request)


routes = [
    re_path(r"^transactions/all/?$", AllTransactions.as_view(), name="transaction-all"),
    re_path(r"^transactions/search/?$", TransactionSearch.as_view(), name="transaction-search"),
    re_path(r"^transactions/export/?$", TransactionExport.as_view(), name="transaction-export"),
    re_path(r"^export/csv/?$", CsvExport.as_view(), name="export-csv"),
]
