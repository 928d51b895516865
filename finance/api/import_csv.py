"""api.md §4: CSV files of banks, and presets of how to read them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import re_path
from msgspec import UNSET, UnsetType
from rest_framework.request import Request

from config.drf.conditional import conditional
from config.drf.idempotency import idempotent
from config.drf.operations import operation
from config.drf.parsers import FileParser, read_file
from config.drf.routers import OptionalSlash
from config.drf.structs import Answer, Body, Query, read_body, read_query
from config.drf.values import CurrencyCode, Name, value_type
from config.drf.views import ApiView, OwnedViewSet, answer
from config.lib import strictjson
from finance.api.transaction_bodies import MaybeName
from finance.api.upload import Rejected, UploadStats
from finance.domain.incoming import IncomingTransaction
from finance.models import ImportPreset
from finance.selectors.imports import presets_of
from finance.services.file_import import CsvFile, CsvPlan, import_csv
from finance.services.presets import create_preset, delete_preset

TAG = "Imports"
MB = 1_000_000


def _json_object(value: object) -> dict[str, Any]:
    try:
        found = strictjson.loads(value.encode()) if isinstance(value, str) else value
    except (strictjson.JsonError, UnicodeEncodeError):
        found = None
    if not isinstance(found, dict):
        raise ValueError("Must be a JSON object")  # noqa: TRY004 - msgspec shows the text of a ValueError
    return found


if TYPE_CHECKING:
    JsonObject = dict[str, Any]
else:
    JsonObject = value_type(
        "JsonObject", dict, _json_object, type="object", description="As the dry run shows it"
    )


class ImportCsvForm(Body, kw_only=True):
    account: MaybeName = ""
    currency: CurrencyCode | None = None
    mapping: JsonObject | None = None
    preset: MaybeName = ""
    dry_run: bool = False
    on_error: Literal["fail", "skip"] = "fail"


class ImportCsvQuery(Query, kw_only=True):
    dry_run: bool = False
    on_error: Literal["fail", "skip"] = "fail"


class ChoiceOut(Answer, kw_only=True):
    """`mapping` is what to send along to choose this."""

    value: str
    label: str
    mapping: dict[str, Any]


class QuestionOut(Answer, kw_only=True):
    field: str
    text: str
    choices: list[ChoiceOut]


class PlannedRow(Answer, kw_only=True):
    line: int
    date: date
    amount: Decimal
    currency: str | None
    type: str
    account: str
    to_account: str | None
    category: str | None
    note: str
    merchant: str


class PlanOut(Answer, kw_only=True):
    """What would happen; `rows` are the first of the file as they would be read."""

    stats: UploadStats
    rows_in_file: int
    possible_duplicates: int
    rows: list[PlannedRow]


class ImportCsvOut(Answer, kw_only=True):
    """A dry run has `plan` (or a `question`), an import has `import_id` and `stats`."""

    mapping: dict[str, Any]
    evidence: list[str]
    plan: PlanOut | UnsetType | None = UNSET
    question: QuestionOut | UnsetType = UNSET
    success: bool | UnsetType = UNSET
    import_id: int | UnsetType = UNSET
    stats: UploadStats | UnsetType = UNSET
    file_name: str | UnsetType = UNSET
    rows_in_file: int | UnsetType = UNSET
    skipped: list[Rejected] | UnsetType = UNSET
    rejected: list[Rejected] | UnsetType = UNSET
    warnings: list[str] | UnsetType = UNSET


class ImportCsvView(ApiView):
    max_body = 32 * MB
    user_scope = "upload"
    parser_classes = (FileParser,)

    @operation(
        "import_csv",
        tag=TAG,
        summary="Import a bank's CSV file, or show with dry_run what would happen",
        query=ImportCsvQuery,
        body=ImportCsvForm,
        files=("file",),
        answers={200: ImportCsvOut},
        errors=(413,),
    )
    @idempotent
    def post(self, request: Request) -> HttpResponse:
        query, form = read_query(request, ImportCsvQuery), read_body(request, ImportCsvForm)
        sent = read_file(request)
        file = CsvFile(
            name=sent.name,
            content=sent.content,
            account=form.account,
            currency=form.currency,
            mapping=form.mapping or {},
            preset=form.preset,
            skip_bad_rows="skip" in (query.on_error, form.on_error),
        )
        dry_run = query.dry_run or form.dry_run
        plan = import_csv(user=self.user, file=file, dry_run=dry_run)
        return answer(_rehearsed(plan) if dry_run else _imported(sent.name, plan))


def _rehearsed(plan: CsvPlan) -> ImportCsvOut:
    if plan.question:
        question = QuestionOut(
            field=plan.question["field"],
            text=plan.question["text"],
            choices=[ChoiceOut(**choice) for choice in plan.question["choices"]],
        )
        return ImportCsvOut(mapping=plan.mapping, evidence=list(plan.evidence), plan=None, question=question)
    shown = PlanOut(
        stats=UploadStats(**plan.stats),
        rows_in_file=plan.rows_in_file,
        possible_duplicates=plan.possible_duplicates,
        rows=[_row(row) for row in plan.rows],
    )
    return ImportCsvOut(
        mapping=plan.mapping,
        evidence=list(plan.evidence),
        plan=shown,
        skipped=[Rejected(**row) for row in plan.skipped],
        rejected=[Rejected(**row) for row in plan.rejected],
    )


def _imported(file_name: str, plan: CsvPlan) -> ImportCsvOut:
    warnings = []
    if plan.possible_duplicates:
        warnings.append(
            f"{plan.possible_duplicates} rows may repeat rows of another source: see transactions/duplicates"
        )
    return ImportCsvOut(
        success=True,
        mapping=plan.mapping,
        evidence=list(plan.evidence),
        import_id=plan.batch.pk if plan.batch else UNSET,
        stats=UploadStats(**plan.stats),
        file_name=file_name,
        rows_in_file=plan.rows_in_file,
        skipped=[Rejected(**row) for row in plan.skipped],
        rejected=[Rejected(**row) for row in plan.rejected],
        warnings=warnings,
    )


def _row(row: IncomingTransaction) -> PlannedRow:
    return PlannedRow(
        line=row.line,
        date=row.date,
        amount=row.amount,
        currency=row.currency,
        type=row.type,
        account=row.account,
        to_account=row.to_account,
        category=row.category,
        note=row.note,
        merchant=row.merchant,
    )


class PresetIn(Body, kw_only=True):
    name: Name
    mapping: JsonObject
    account: MaybeName = ""


class PresetOut(Answer, kw_only=True):
    id: int
    name: str
    mapping: dict[str, Any]
    account: str
    created_at: datetime


class PresetViewSet(OwnedViewSet):
    noun, tag = "imports_presets", TAG
    body_in, answer_out = PresetIn, PresetOut
    actions_allowed = ("list", "create", "destroy")

    list = conditional(OwnedViewSet.list)

    def get_queryset(self) -> QuerySet[ImportPreset]:
        return presets_of(user=self.user)

    def perform_create(self, data: PresetIn) -> ImportPreset:
        return create_preset(user=self.user, name=data.name, mapping=data.mapping, account_name=data.account)

    def perform_destroy(self, obj: Any) -> None:
        delete_preset(preset=obj)

    def present(self, obj: Any) -> PresetOut:
        return PresetOut(
            id=obj.pk, name=obj.name, mapping=obj.mapping, account=obj.account_name, created_at=obj.created_at
        )


_router = OptionalSlash()
_router.register("imports/presets", PresetViewSet, basename="import-preset")
routes = [re_path(r"^import/csv/?$", ImportCsvView.as_view(), name="import-csv"), *_router.urls]
