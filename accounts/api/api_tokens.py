"""auth/api-tokens: keys for programs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar

import msgspec
from django.http import HttpResponse
from rest_framework.request import Request

from accounts.domain.scopes import Need, Scope
from accounts.models import ApiToken
from accounts.selectors.api_tokens import live_api_tokens
from accounts.services.api_tokens import LONGEST_DAYS, create_api_token, revoke_api_token
from config.drf.conditional import no_store
from config.drf.operations import operation
from config.drf.pages import Page, PageOf, page_of
from config.drf.structs import Answer, LooseBody, read_body, read_query
from config.drf.values import Name, path_id
from config.drf.views import ApiView, answer


class ApiTokenIn(LooseBody):
    """`expires_in_days` null: until it is deleted."""

    name: Name
    scopes: Annotated[list[Scope], msgspec.Meta(min_length=1, max_length=2)]
    expires_in_days: Annotated[int, msgspec.Meta(ge=1, le=LONGEST_DAYS)] | None = 90


class ApiTokenOut(Answer):
    id: int
    name: str
    hint: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


class NewApiTokenOut(ApiTokenOut):
    token: str


class ApiTokensView(ApiView):
    scopes: ClassVar[dict[str, Need]] = {"get": "login", "post": "login"}

    @no_store
    @operation(
        "auth_api_tokens_list",
        tag="Authentication",
        summary="Your personal API tokens",
        query=Page,
        answers={200: PageOf[ApiTokenOut]},
    )
    def get(self, request: Request) -> HttpResponse:
        rows, page = live_api_tokens(self.user), read_query(request, Page)
        return answer(page_of(rows, page, order=("-created_at", "-id"), present=present_api_token))

    @no_store
    @operation(
        "auth_api_tokens_create",
        tag="Authentication",
        summary="Make a personal API token; its text is shown this once",
        body=ApiTokenIn,
        answers={201: NewApiTokenOut},
        errors=(400, 409),
    )
    def post(self, request: Request) -> HttpResponse:
        data = read_body(request, ApiTokenIn)
        row, text = create_api_token(
            user=self.user,
            name=data.name,
            scopes=data.scopes,
            days=data.expires_in_days,
            request=request,
        )
        return answer(NewApiTokenOut(**_fields(row), token=text), 201)


class ApiTokenView(ApiView):
    scopes: ClassVar[dict[str, Need]] = {"delete": "login"}

    @operation(
        "auth_api_tokens_delete",
        tag="Authentication",
        summary="End a personal API token",
        answers={204: None},
    )
    def delete(self, request: Request, pk: str) -> HttpResponse:
        revoke_api_token(user=self.user, token_id=path_id(pk), request=request)
        return answer(None)


def present_api_token(row: ApiToken) -> ApiTokenOut:
    return ApiTokenOut(**_fields(row))


def _fields(row: ApiToken) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "hint": row.hint,
        "scopes": row.scopes.split(),
        "created_at": row.created_at,
        "expires_at": row.expires_at,
        "last_used_at": row.last_used_at,
    }
