"""auth/sessions and auth/audit: where you are signed in, and what happened to your account."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from accounts.domain.scopes import Need
from accounts.models import AuditEvent, Session
from accounts.selectors.audit import events_of
from accounts.selectors.sessions import live_sessions
from accounts.services.sessions import sign_out_session
from config.drf.conditional import no_store
from config.drf.operations import operation
from config.drf.pages import Page, PageOf, page_of
from config.drf.structs import Answer, read_query
from config.drf.values import path_id
from config.drf.views import ApiView, answer


class SessionOut(Answer):
    id: int
    current: bool
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    ip: str | None
    user_agent: str


class AuditEventOut(Answer):
    id: int
    kind: str
    result: str
    at: datetime
    ip: str | None
    detail: str


class SessionsView(ApiView):
    scopes: ClassVar[dict[str, Need]] = {"get": "login"}

    @no_store
    @operation(
        "auth_sessions_list",
        tag="Authentication",
        summary="Where you are signed in",
        query=Page,
        answers={200: PageOf[SessionOut]},
    )
    def get(self, request: Request) -> HttpResponse:
        present = partial(present_session, current=request.auth)
        page = read_query(request, Page)
        return answer(
            page_of(live_sessions(self.user), page, order=("-last_used_at", "-id"), present=present)
        )


class SessionView(ApiView):
    scopes: ClassVar[dict[str, Need]] = {"delete": "login"}

    @operation(
        "auth_sessions_delete", tag="Authentication", summary="Sign out one device", answers={204: None}
    )
    def delete(self, request: Request, pk: str) -> HttpResponse:
        sign_out_session(user=self.user, session_id=path_id(pk), request=request)
        return answer(None)


class AuditView(ApiView):
    @no_store
    @operation(
        "auth_audit_list",
        tag="Authentication",
        summary="What happened to your account, newest first",
        query=Page,
        answers={200: PageOf[AuditEventOut]},
    )
    def get(self, request: Request) -> HttpResponse:
        page = read_query(request, Page)
        return answer(page_of(events_of(self.user), page, order=("-at", "-id"), present=present_event))


def present_session(row: Session, *, current: object) -> SessionOut:
    return SessionOut(
        id=row.pk,
        current=row == current,
        created_at=row.created_at,
        last_used_at=row.last_used_at,
        expires_at=row.expires_at,
        ip=row.ip,
        user_agent=row.user_agent,
    )


def present_event(row: AuditEvent) -> AuditEventOut:
    return AuditEventOut(id=row.pk, kind=row.kind, result=row.result, at=row.at, ip=row.ip, detail=row.detail)
