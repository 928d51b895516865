"""api.md §5: what the user was told, and that they have read it; `stream` has the live side."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpResponse
from django.urls import re_path
from rest_framework.request import Request

from config.drf.operations import operation
from config.drf.pages import Page, PageOf, page_of
from config.drf.structs import Answer, Body, Query, read_body, read_query
from config.drf.values import path_id
from config.drf.views import ApiView, answer
from config.lib.errors import Missing
from preferences.models import Notification
from preferences.selectors.notifications import notifications_of, unread_count
from preferences.services.notifications import mark_all_read, mark_read

TAG = "Notifications"
KindName = Literal[
    "budget_warning",
    "budget_exceeded",
    "anomaly",
    "recurring_due",
    "goal_milestone",
    "sync_failed",
    "reauth_needed",
    "low_balance",
]


class NotificationOut(Answer):
    id: int
    kind: str
    title: str
    text: str
    data: dict[str, Any]
    is_read: bool
    read_at: datetime | None
    created_at: datetime


class NotificationQuery(Page):
    unread: bool | None = None
    kind: KindName | None = None


class NotificationPage(PageOf[NotificationOut]):
    unread: int


class MarkedOut(Answer):
    updated: int


class NotificationsView(ApiView):
    @operation(
        "notifications_list",
        tag=TAG,
        summary="What you were told, newest first",
        description="`unread` in the answer counts all unread ones, whatever the filters.",
        query=NotificationQuery,
        answers={200: NotificationPage},
    )
    def get(self, request: Request) -> HttpResponse:
        query = read_query(request, NotificationQuery)
        rows = notifications_of(self.user)
        if query.unread is not None:
            rows = rows.filter(read_at__isnull=query.unread)
        if query.kind is not None:
            rows = rows.filter(kind=query.kind)
        page = page_of(rows, query, order=("-id",), present=present)
        return answer({**page, "unread": unread_count(self.user)})


class ReadView(ApiView):
    @operation(
        "notifications_read",
        tag=TAG,
        summary="Mark one as read",
        errors=(413, 415),
        answers={200: NotificationOut},
    )
    def post(self, request: Request, pk: str) -> HttpResponse:
        read_query(request, Query)
        read_body(request, Body)
        notification = notifications_of(self.user).filter(pk=path_id(pk)).first()
        if notification is None:
            raise Missing
        return answer(present(mark_read(notification=notification)))


class ReadAllView(ApiView):
    @operation(
        "notifications_read_all",
        tag=TAG,
        summary="Mark all as read",
        errors=(413, 415),
        answers={200: MarkedOut},
    )
    def post(self, request: Request) -> HttpResponse:
        read_query(request, Query)
        read_body(request, Body)
        return answer(MarkedOut(updated=mark_all_read(user=self.user)))


def present(row: Notification) -> NotificationOut:
    return NotificationOut(
        id=row.pk,
        kind=row.kind,
        title=row.title,
        text=row.text,
        data=row.data,
        is_read=row.read_at is not None,
        read_at=row.read_at,
        created_at=row.created_at,
    )


routes = [
    re_path(r"^notifications/?$", NotificationsView.as_view(), name="notifications"),
    re_path(r"^notifications/read-all/?$", ReadAllView.as_view(), name="notifications-read-all"),
    re_path(r"^notifications/(?P<pk>[0-9]+)/read/?$", ReadView.as_view(), name="notifications-read"),
]
