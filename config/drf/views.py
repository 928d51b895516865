"""The bases of all views.

    class UploadView(ApiView):                    # throttles: user_scope = "upload", address_scope = "login"
        max_body = 32 * MB
        @operation("upload", tag="Transactions", body=UploadIn, answers={200: UploadOut}, errors=(409,))
        def post(self, request: Request) -> HttpResponse:
            return answer(upload(self.user, read_body(request, UploadIn)))

    class PublicView(ApiView): authentication_classes = (); permission_classes = ()     # ignores any token

    class GoalViewSet(OwnedViewSet):
        noun, tag = "goals", "Goals"                 # operation ids goals_list, goals_get, goals_create, …
        body_in, body_patch, answer_out = GoalIn, GoalPatch, GoalOut
        order = ("-created_at", "-id")
        actions_allowed = ("list", "retrieve", "create")          # default: all six; the rest are 405
        def get_queryset(self): return goals_of(self.user)        # a selector; only the user's own rows
        def perform_create(self, data): return create_goal(user=self.user, …)
        def perform_update(self, obj, data): return edit_goal(…)  # PUT: body_in, PATCH: body_patch
        def perform_destroy(self, obj): delete_goal(user=self.user, goal=obj)
        def present(self, obj): return GoalOut(…)

`self.user` is the logged-in user. `answer(None)` is 204. Errors: raise, never build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSetMixin

from config.drf.defaults import THROTTLE_RATES
from config.drf.filters import StrictFilterSet
from config.drf.idempotency import idempotent
from config.drf.pages import Page, page_of
from config.drf.parsers import DEFAULT_MAX_BODY
from config.drf.renderers import empty_response, json_response
from config.drf.schema import OperationSchema
from config.drf.structs import Answer, Body, read_body, read_query
from config.drf.throttles import AddressThrottle, UserThrottle
from config.drf.values import path_id
from config.lib.errors import Missing

if TYPE_CHECKING:
    from django.contrib.auth.models import _User

ALL_ACTIONS = ("list", "retrieve", "create", "update", "partial_update", "destroy")


def answer(data: Any, status: int = 200) -> HttpResponse:
    """The JSON answer; None is an answer without a body (204)."""
    return empty_response(204) if data is None else json_response(data, status)


class ApiView(APIView):
    # Here and not in DRF's settings: those are imported before `APIView` exists.
    schema = OperationSchema()
    http_method_names = ["get", "post", "put", "patch", "delete", "head"]
    throttle_classes = (UserThrottle, AddressThrottle)
    max_body: ClassVar[int] = DEFAULT_MAX_BODY
    user_scope: ClassVar[str] = ""
    address_scope: ClassVar[str] = ""
    # What a personal API token needs where that is not "read" for safe methods and "write" for others:
    # {"post": "read"}; "login" = no token may.
    scopes: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        unknown = {cls.user_scope, cls.address_scope} - THROTTLE_RATES.keys() - {""}
        if unknown:
            raise ValueError(f"{cls.__name__}: no rate for {unknown}")

    @property
    def user(self) -> _User:
        return cast("_User", self.request.user)

    def finalize_response(  # type: ignore[override] # any HttpResponse may leave a view, says DRF's code
        self, request: Request, response: HttpResponseBase, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        done = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[arg-type] # the same
        done.headers.setdefault("Cache-Control", "private, no-cache")
        return done


class OwnedViewSet(ViewSetMixin, ApiView):
    noun: ClassVar[str] = ""
    tag: ClassVar[str] = ""
    body_in: ClassVar[type[Body]]
    body_patch: ClassVar[type[Body]]
    answer_out: ClassVar[type[Answer]]
    query_in: ClassVar[type[Page]] = Page
    filters: ClassVar[type[StrictFilterSet] | None] = None
    order: ClassVar[tuple[str, ...]] = ("id",)
    actions_allowed: ClassVar[tuple[str, ...]] = ALL_ACTIONS
    lookup_value_regex: ClassVar[str] = "[0-9]+"

    def get_queryset(self) -> QuerySet[Any, Any]:
        raise NotImplementedError

    def present(self, obj: Any) -> Answer:
        raise NotImplementedError

    def perform_create(self, data: Any) -> Any:
        raise NotImplementedError

    def perform_update(self, obj: Any, data: Any) -> Any:
        raise NotImplementedError

    def perform_destroy(self, obj: Any) -> None:
        raise NotImplementedError

    def get_object(self, pk: str) -> Any:
        """The user's own row; foreign, unknown and odd ids are the same 404."""
        row = self.get_queryset().filter(pk=path_id(pk)).first()
        if row is None:
            raise Missing
        return row

    def list(self, request: Request) -> HttpResponse:
        names = self.filters.names() if self.filters else frozenset()
        query = read_query(request, self.query_in, also=names)
        rows = self.get_queryset()
        if self.filters:
            rows = self.filters.apply(request, rows)
        chosen = repr(
            [(name, request.query_params[name]) for name in sorted(names & request.query_params.keys())]
        )
        return answer(page_of(rows, query, order=self.order, present=self.present, filters=chosen))

    def retrieve(self, request: Request, pk: str) -> HttpResponse:
        return answer(self.present(self.get_object(pk)))

    @idempotent
    def create(self, request: Request) -> HttpResponse:
        return answer(self.present(self.perform_create(read_body(request, self.body_in))), 201)

    def update(self, request: Request, pk: str) -> HttpResponse:
        return self._update(request, pk, self.body_in)

    def partial_update(self, request: Request, pk: str) -> HttpResponse:
        return self._update(request, pk, self.body_patch)

    def destroy(self, request: Request, pk: str) -> HttpResponse:
        self.perform_destroy(self.get_object(pk))
        return answer(None)

    def _update(self, request: Request, pk: str, kind: type[Body]) -> HttpResponse:
        obj = self.get_object(pk)
        return answer(self.present(self.perform_update(obj, read_body(request, kind))))
