"""api.md §4: what was imported, and undoing it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import re_path
from rest_framework.request import Request

from config.drf.conditional import conditional
from config.drf.filters import StrictFilterSet, ValueFilter
from config.drf.operations import operation
from config.drf.routers import OptionalSlash
from config.drf.structs import Answer, Body, read_body
from config.drf.values import path_id
from config.drf.views import ApiView, OwnedViewSet, answer
from finance.api.fieldtypes import FileName
from finance.api.upload import UploadStats
from finance.models import ImportBatch
from finance.selectors.imports import imports_of
from finance.services.undo import undo_import

TAG = "Imports"


class ImportOut(Answer, kw_only=True):
    """`source` is where the rows belong: the file name of an upload, the preset or account of a file."""

    id: int
    source: str
    file_name: str
    format: str
    created_at: datetime
    stats: UploadStats
    rows_in_file: int
    is_complete: bool
    undone_at: datetime | None


class UndoIn(Body, kw_only=True):
    force: bool = False


class ImportFilters(StrictFilterSet):
    source = ValueFilter(kind=FileName, field_name="source__name")

    class Meta:
        model = ImportBatch
        fields = ("format",)


def import_out(batch: ImportBatch) -> ImportOut:
    counts = {name: getattr(batch, name) for name in ("inserted", "updated", "deleted", "unchanged")}
    return ImportOut(
        id=batch.pk,
        source=batch.source.name,
        file_name=batch.file_name,
        format=batch.format,
        created_at=batch.created_at,
        stats=UploadStats(processed=sum(counts.values()), merged_legs=batch.merged_legs, **counts),
        rows_in_file=batch.rows_in_file,
        is_complete=batch.is_complete,
        undone_at=batch.undone_at,
    )


class ImportViewSet(OwnedViewSet):
    noun, tag = "imports", TAG
    answer_out = ImportOut
    filters = ImportFilters
    order = ("-id",)
    actions_allowed = ("list", "retrieve")

    list = conditional(OwnedViewSet.list)
    retrieve = conditional(OwnedViewSet.retrieve)

    def get_queryset(self) -> QuerySet[ImportBatch]:
        return imports_of(user=self.user)

    def present(self, obj: Any) -> ImportOut:
        return import_out(obj)


class UndoView(ApiView):
    @operation(
        "imports_undo",
        tag=TAG,
        summary="Take an import back; rows are as they were before it",
        body=UndoIn,
        answers={200: ImportOut},
        errors=(404, 409),
    )
    def post(self, request: Request, pk: str) -> HttpResponse:
        body = read_body(request, UndoIn)
        return answer(import_out(undo_import(user=self.user, batch_id=path_id(pk), force=body.force)))


_router = OptionalSlash()
_router.register("imports", ImportViewSet, basename="import")
routes = [
    re_path(r"^imports/(?P<pk>[0-9]+)/undo/?$", UndoView.as_view(), name="import-undo"),
    *_router.urls,
]
