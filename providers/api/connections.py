"""api.md §3: the bank links of a person."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Literal, cast

from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request

from config.drf.conditional import no_store
from config.drf.operations import operation
from config.drf.routers import OptionalSlash
from config.drf.structs import Answer, Body, Query, read_body, read_query
from config.drf.values import path_id
from config.drf.views import OwnedViewSet, answer
from finance.models import Account
from providers.api.links import LinkedAccountOut, present_accounts
from providers.api.places import places_of
from providers.models import Connection
from providers.selectors.connections import accounts_by_connection, connections_of
from providers.services.disconnect import disconnect
from providers.services.link import Consent
from providers.services.relink import start_relink

TAG = "Banks"
Status = Literal["active", "syncing", "needs_reauth", "error", "disconnected"]


class ConnectionOut(Answer, kw_only=True):
    id: int
    provider_id: str
    item_id: str
    institution: str
    status: Status
    accounts: list[LinkedAccountOut]
    last_synced_at: datetime | None
    next_sync_at: datetime | None
    last_error: str | None
    created_at: datetime
    disconnected_at: datetime | None


class RelinkOut(Answer, kw_only=True):
    """A page of the bank (`auth_url`, `state`, `expires_in`) or a token for its dialogue."""

    provider_id: str
    auth_url: str | None = None
    state: str | None = None
    expires_in: int | None = None
    link_token: str | None = None
    expiration: datetime | None = None


class DeleteQuery(Query):
    purge: bool = False


class ConnectionViewSet(OwnedViewSet):
    noun, tag = "connections", TAG
    answer_out = ConnectionOut
    order = ("id",)
    actions_allowed = ("list", "retrieve", "destroy")
    scopes = {"post": "login"}

    @cached_property
    def accounts(self) -> dict[int, list[Account]]:
        return accounts_by_connection(self.user)

    def get_queryset(self) -> QuerySet[Connection, Connection]:
        return connections_of(self.user)

    @operation(
        "connections_delete",
        tag=TAG,
        summary="Unlink a bank; what it told stays unless it is purged",
        query=DeleteQuery,
        answers={204: None},
        errors=(404,),
    )
    def destroy(self, request: Request, pk: str) -> HttpResponse:
        query = read_query(request, DeleteQuery)
        disconnect(
            user=self.user,
            connection_id=path_id(pk),
            purge=query.purge,
            request=request,
        )
        return answer(None)

    @operation(
        "connections_relink",
        tag=TAG,
        summary="Renew the consent at the bank",
        body=Body,
        answers={200: RelinkOut},
        errors=(404, 502, 503),
    )
    @action(detail=True, methods=["post"], url_path="relink")
    @no_store
    def relink(self, request: Request, pk: str) -> HttpResponse:
        read_body(request, Body)
        connection = self.get_object(pk)
        start = start_relink(user=self.user, connection=connection, places=places_of(request))
        out = RelinkOut(provider_id=connection.provider_id)
        if isinstance(start, Consent):
            out.auth_url, out.state, out.expires_in = start.auth_url, start.state, start.expires_in
        else:
            out.link_token, out.expiration = start.token, start.expires_at
        return answer(out)

    def present(self, obj: Connection) -> ConnectionOut:
        return ConnectionOut(
            id=obj.pk,
            provider_id=obj.provider_id,
            item_id=obj.item_id,
            institution=obj.institution,
            status=cast("Status", obj.status),
            accounts=present_accounts(self.accounts.get(obj.pk, [])),
            last_synced_at=obj.last_synced_at,
            next_sync_at=obj.next_sync_at,
            last_error=obj.last_error or None,
            created_at=obj.created_at,
            disconnected_at=obj.disconnected_at,
        )


router = OptionalSlash()
router.register("connections", ConnectionViewSet, basename="connection")
routes = router.urls
