"""api.md §4: many transactions at once."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import re_path
from rest_framework.request import Request

from config.drf.idempotency import idempotent
from config.drf.operations import operation
from config.drf.structs import Answer, read_body
from config.drf.views import ApiView, answer
from config.lib.errors import Invalid
from finance.api.transaction_bodies import BulkIn
from finance.services.transactions import edit_in_bulk


class BulkOut(Answer):
    updated: int
    deleted: int


class BulkView(ApiView):
    @operation(
        "transactions_bulk",
        tag="Transactions",
        summary="Change and delete up to 1,000 transactions, all or none",
        body=BulkIn,
        answers={200: BulkOut},
        errors=(404, 409),
    )
    @idempotent
    def post(self, request: Request) -> HttpResponse:
        body = read_body(request, BulkIn)
        edits = {edit.id: edit.edit() for edit in body.edits}
        deletions = dict.fromkeys(body.delete)
        if len(edits) < len(body.edits) or edits.keys() & deletions:
            raise Invalid(errors={"edits": ["Names a transaction twice"]})
        edit_in_bulk(user=self.user, edits=edits, deletions=list(deletions))
        return answer(BulkOut(updated=len(edits), deleted=len(deletions)))


routes = [re_path(r"^transactions/bulk/?$", BulkView.as_view(), name="transactions-bulk")]
