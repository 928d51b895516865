"""api.md §4: probable duplicates, and what a person decides about them."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import re_path
from rest_framework.request import Request

from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.pages import Page, PageOf, page_of
from config.drf.structs import Answer, read_body, read_query
from config.drf.values import path_id
from config.drf.views import ApiView, answer
from finance.api.transaction_bodies import DecisionIn
from finance.selectors.duplicates import DuplicateOut, open_duplicates, show_duplicates
from finance.services.duplicate_decisions import decide_duplicate

TAG = "Transactions"


class DecisionOut(Answer):
    success: bool
    id: int
    action: str


class DuplicatesView(ApiView):
    @operation(
        "transactions_duplicates",
        tag=TAG,
        summary="Pairs of rows that may be one payment",
        query=Page,
        answers={200: PageOf[DuplicateOut]},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        page = page_of(
            open_duplicates(user=self.user),
            read_query(request, Page),
            order=("-id",),
            present=lambda pair: pair,
        )
        page["data"] = show_duplicates(user=self.user, pairs=page["data"])
        return answer(page)


class DuplicateView(ApiView):
    @operation(
        "transactions_decide_duplicate",
        tag=TAG,
        summary="Merge the two rows or keep both for good",
        body=DecisionIn,
        answers={200: DecisionOut},
        errors=(404, 409),
    )
    def post(self, request: Request, pk: str) -> HttpResponse:
        body = read_body(request, DecisionIn)
        decide_duplicate(user=self.user, candidate_id=path_id(pk), action=body.action)
        return answer(DecisionOut(success=True, id=path_id(pk), action=body.action))


routes = [
    re_path(r"^transactions/duplicates/?$", DuplicatesView.as_view(), name="duplicates"),
    re_path(r"^transactions/duplicates/(?P<pk>[0-9]+)/?$", DuplicateView.as_view(), name="duplicate"),
]
