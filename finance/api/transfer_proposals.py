"""api.md §4: rows that may be one transfer, and what a person decides about them."""

from __future__ import annotations

from typing import Literal

from django.http import HttpResponse
from django.urls import re_path
from rest_framework.request import Request

from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.pages import Page, PageOf, page_of
from config.drf.structs import Answer, Body, read_body, read_query
from config.drf.values import path_id
from config.drf.views import ApiView, answer
from finance.selectors.transfer_proposals import ProposalOut, open_proposals, show_proposals
from finance.services.transfer_proposals import decide_transfer

TAG = "Transactions"


class ProposalDecisionIn(Body):
    action: Literal["accept", "refuse"]


class ProposalDecisionOut(Answer):
    success: bool
    id: int
    action: str


class ProposalsView(ApiView):
    @operation(
        "transfers_proposals",
        tag=TAG,
        summary="Pairs of rows that may be one transfer between own accounts",
        query=Page,
        answers={200: PageOf[ProposalOut]},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        page = page_of(
            open_proposals(user=self.user),
            read_query(request, Page),
            order=("-id",),
            present=lambda pair: pair,
        )
        page["data"] = show_proposals(user=self.user, proposals=page["data"])
        return answer(page)


class ProposalView(ApiView):
    @operation(
        "transfers_decide_proposal",
        tag=TAG,
        summary="Make the two rows one transfer, or keep them apart for good",
        description="A transfer that was accepted is taken apart again by refusing it.",
        body=ProposalDecisionIn,
        answers={200: ProposalDecisionOut},
        errors=(404, 409),
    )
    def post(self, request: Request, pk: str) -> HttpResponse:
        body = read_body(request, ProposalDecisionIn)
        decide_transfer(user=self.user, proposal_id=path_id(pk), action=body.action)
        return answer(ProposalDecisionOut(success=True, id=path_id(pk), action=body.action))


routes = [
    re_path(r"^transfers/proposals/?$", ProposalsView.as_view(), name="transfer-proposals"),
    re_path(r"^transfers/proposals/(?P<pk>[0-9]+)/?$", ProposalView.as_view(), name="transfer-proposal"),
]
