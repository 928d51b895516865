"""A small API over the kit's own table, which stands for any table of a user's."""

from __future__ import annotations

import time
from typing import Annotated, Any, ClassVar, Literal

import msgspec
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from config.drf.conditional import conditional, no_store
from config.drf.filters import StrictFilterSet
from config.drf.idempotency import idempotent
from config.drf.models import IdempotentRequest
from config.drf.pages import Page, PageOf, page_of, page_of_list
from config.drf.parsers import FileParser, read_file
from config.drf.routers import OptionalSlash
from config.drf.schema import operation
from config.drf.structs import Answer, Body, LooseBody, read_body, read_query
from config.drf.values import Amount, CurrencyCode, Day, Identifier, Name, Note, SearchText, SignedAmount
from config.drf.views import ApiView, OwnedViewSet, answer
from config.lib import clock, errors


class Line(Body, kw_only=True):
    amount: Amount
    category: Name | None = None
    __aliases__ = {"label": "category"}


class EntryIn(Body, kw_only=True):
    amount: Amount
    date: Day
    type: Literal["income", "expense"]
    balance: SignedAmount | None = None
    note: Note = ""
    account_id: Identifier | None = None
    currency: CurrencyCode | msgspec.UnsetType = msgspec.UNSET
    priority: Annotated[int, msgspec.Meta(ge=1, le=5)] = 3
    urgent: bool = False
    lines: list[Line] = []
    tags: Annotated[list[Name], msgspec.Meta(max_length=3)] = []
    __aliases__ = {"transaction_type": "type", "description": "note"}


class LooseIn(LooseBody, kw_only=True):
    name: Name


class NumbersQuery(Page, kw_only=True):
    tag: list[Name] = []
    account_id: Identifier | None = None
    since: Day | None = None
    urgent: bool = False
    query: SearchText | None = None
    kind: Literal["odd", "even"] | None = None
    __aliases__ = {"account": "account_id"}


class TicketIn(Body, kw_only=True):
    key: Name
    status: Annotated[int, msgspec.Meta(ge=1, le=999)] = 200


class TicketPatch(Body, kw_only=True):
    status: Annotated[int, msgspec.Meta(ge=1, le=999)] | msgspec.UnsetType = msgspec.UNSET


class TicketOut(Answer):
    id: int
    key: str
    status: int


class TicketFilter(StrictFilterSet):
    class Meta:
        model = IdempotentRequest
        fields = ("status", "user")


def add_ticket(user: Any, key: str, status: int = 200) -> IdempotentRequest:
    return IdempotentRequest.objects.create(
        user=user, key=key, status=status, fingerprint="-", content_type="-", body=b"", created_at=clock.now()
    )


def present_ticket(ticket: IdempotentRequest) -> TicketOut:
    return TicketOut(id=ticket.pk, key=ticket.key, status=ticket.status)


class TicketViewSet(OwnedViewSet):
    noun, tag = "tickets", "Tickets"
    body_in, body_patch, answer_out = TicketIn, TicketPatch, TicketOut
    filters: ClassVar[type[StrictFilterSet] | None] = TicketFilter
    order = ("-status", "id")

    def get_queryset(self) -> Any:
        return IdempotentRequest.objects.for_user(self.user)

    def perform_create(self, data: TicketIn) -> IdempotentRequest:
        return add_ticket(self.user, data.key, data.status)

    def perform_update(self, obj: IdempotentRequest, data: TicketIn | TicketPatch) -> IdempotentRequest:
        if data.status is not msgspec.UNSET:
            obj.status = data.status
        if isinstance(data, TicketIn):
            obj.key = data.key
        obj.save()
        return obj

    def perform_destroy(self, obj: IdempotentRequest) -> None:
        obj.delete()

    def present(self, obj: IdempotentRequest) -> TicketOut:
        return present_ticket(obj)


class KeptTicketViewSet(TicketViewSet):
    """Its list is conditional and has no filters."""

    noun = "kept_tickets"
    filters = None
    actions_allowed = ("list",)
    list = conditional(OwnedViewSet.list)


class ReadOnlyViewSet(TicketViewSet):
    noun = "old_tickets"
    actions_allowed = ("list", "retrieve")


class Entries(ApiView):
    @operation(
        "entries_create",
        tag="Entries",
        summary="Enter",
        body=EntryIn,
        answers={201: EntryIn},
        errors=(404,),
        examples={"request": {"amount": "1.50", "date": "2026-01-31", "type": "income"}},
    )
    def post(self, request: Request) -> HttpResponse:
        return answer(read_body(request, EntryIn), 201)


class Loose(ApiView):
    authentication_classes = ()
    permission_classes = ()
    address_scope = "login"

    @operation("loose", tag="Entries", summary="Enter loosely", body=LooseIn, answers={200: LooseIn})
    def post(self, request: Request) -> HttpResponse:
        return answer(read_body(request, LooseIn))


class Numbers(ApiView):
    @operation("numbers_list", tag="Entries", summary="Count", query=NumbersQuery, answers={200: PageOf[int]})
    @conditional
    def get(self, request: Request) -> HttpResponse:
        query = read_query(request, NumbersQuery)
        body = page_of_list(range(10), query)
        return answer({**body, "query": msgspec.structs.asdict(query)})


class Rows(ApiView):
    """A page of dicts, newest first."""

    @operation("rows_list", tag="Entries", summary="Rows", query=Page, answers={200: PageOf[TicketOut]})
    def get(self, request: Request) -> HttpResponse:
        rows = IdempotentRequest.objects.for_user(self.user).values("id", "key", "status", "created_at")
        return answer(page_of(rows, read_query(request, Page), order=("-created_at", "-id"), present=dict))


class Files(ApiView):
    max_body = 200_000
    parser_classes = (FileParser,)

    @operation(
        "files_send",
        tag="Entries",
        summary="Send",
        body=LooseIn,
        files=("file",),
        answers={200: {"type": "object"}},
    )
    @idempotent
    def post(self, request: Request) -> HttpResponse:
        sent = read_file(request)
        fields = read_body(request, LooseIn)
        add_ticket(self.user, sent.name)
        return answer(
            {"name": sent.name, "size": len(sent.content), "type": sent.content_type, "field": fields.name}
        )


class Effects(ApiView):
    """Writes a row, then does what the body says."""

    started: ClassVar[Any] = None
    released: ClassVar[Any] = None

    @idempotent
    @operation(
        "effects", tag="Entries", summary="Do", body={"type": "object"}, answers={201: {"type": "object"}}
    )
    def post(self, request: Request) -> HttpResponse:
        row = add_ticket(self.user, f"effect-{time.monotonic_ns()}")
        then: Any = request.data
        if then.get("wait"):
            self.started.set()
            assert self.released.wait(10)
        if then.get("take"):
            add_ticket(self.user, then["take"])
        if then.get("refuse"):
            raise errors.Conflict("Refused after the write")
        if then.get("fail"):
            raise RuntimeError("failed after the write")
        return answer({"id": row.pk}, then.get("status", 201))


class Secret(ApiView):
    @operation("secret", tag="Entries", summary="Look", answers={(200, "text/csv"): {"type": "string"}})
    @no_store
    def get(self, request: Request) -> HttpResponse:
        return HttpResponse("a,b\n", content_type="text/csv")


RAISED: dict[str, BaseException] = {
    "library": ValidationError({"amount": ["Odd"]}),
    "library-list": ValidationError(["Odd"]),
    "invalid": errors.Invalid("Wrong", errors={"amount": ["Too small"]}, extra={"row": 3}),
    "unauthenticated": errors.Unauthenticated(),
    "forbidden": errors.Forbidden(),
    "missing": errors.Missing(),
    "conflict": errors.Conflict("Taken", detail={"id": 7}),
    "too-large": errors.TooLarge(),
    "unprocessable": errors.Unprocessable(),
    "throttled": errors.Throttled(retry_after=7),
    "gateway": errors.BadGateway(),
    "unavailable": errors.Unavailable(retry_after=9),
    "denied": PermissionDenied("secret reason"),
    "too-big": RequestDataTooBig("secret size"),
    "locked": OperationalError("anything"),
    "gone": InterfaceError("connection already closed"),
    "bug": ValueError("secret value 4711"),
    "deep": RecursionError("secret depth"),
}


class Raises(ApiView):
    authentication_classes = ()
    permission_classes = ()
    schema = None  # type: ignore[assignment] # DRF: this view stays out of the document

    def get(self, request: Request, name: str) -> HttpResponse:
        raise RAISED[name]


def plain_failure(request: HttpRequest) -> HttpResponse:
    raise RAISED[request.GET["name"]]


router = OptionalSlash()
router.register("tickets", TicketViewSet, basename="ticket")
router.register("old-tickets", ReadOnlyViewSet, basename="old-ticket")
router.register("kept-tickets", KeptTicketViewSet, basename="kept-ticket")
table: list[Any] = [
    re_path(r"^entries/?$", Entries.as_view()),
    re_path(r"^loose/?$", Loose.as_view()),
    re_path(r"^numbers/?$", Numbers.as_view()),
    re_path(r"^rows/?$", Rows.as_view()),
    re_path(r"^files/?$", Files.as_view()),
    re_path(r"^effects/?$", Effects.as_view()),
    re_path(r"^secret/?$", Secret.as_view()),
    *router.urls,
]
urlpatterns = [
    path("raises/<str:name>", Raises.as_view()),
    path("plain", plain_failure),
    path("api/finance/", include((table, "finance"))),
    path("api/", include(table)),
    path("", include((table, "root"))),
]
handler400 = "config.drf.errors.bad_request"
handler403 = "config.drf.errors.permission_denied"
handler404 = "config.drf.errors.not_found"
handler500 = "config.drf.errors.server_error"
