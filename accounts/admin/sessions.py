"""Where people are signed in, and who has to wait before the next try. No token, hash or cookie is shown."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.models import CookieSession, LoginThrottle, RefreshToken, Session
from accounts.services.sessions import revoke_session
from config.lib.admin import ReadOnlyAdmin


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin):
    list_display = (
        "id",
        "user",
        "created_at",
        "last_used_at",
        "expires_at",
        "revoked_at",
        "revoked_for",
        "ip",
    )
    list_filter = ("revoked_for",)
    list_select_related = ("user",)
    search_fields = ("user__email", "ip")
    ordering = ("-last_used_at",)
    exclude = ("family", "password_mark")
    actions = ("revoke",)

    @admin.action(description="Sign out", permissions=("operate",))
    def revoke(self, request: HttpRequest, queryset: QuerySet[Session]) -> None:
        live = list(queryset.filter(revoked_at=None).select_related("user"))
        for session in live:
            revoke_session(session=session, request=request)
        self.message_user(request, f"{len(live)} signed out.", messages.SUCCESS)


@admin.register(RefreshToken)
class RefreshTokenAdmin(ReadOnlyAdmin):
    list_display = ("id", "user", "session", "issued_at", "used_at", "expires_at")
    list_select_related = ("user", "session")
    search_fields = ("user__email",)
    ordering = ("-issued_at",)
    exclude = ("token_hash",)


@admin.register(CookieSession)
class CookieSessionAdmin(ReadOnlyAdmin):
    list_display = ("user", "expire_date")
    list_display_links = None
    list_select_related = ("user",)
    search_fields = ("user__email",)
    ordering = ("-expire_date",)

    def has_view_permission(self, request: HttpRequest, obj: CookieSession | None = None) -> bool:
        # The list only: the address of one row would hold its session key.
        return obj is None and super().has_view_permission(request)


@admin.register(LoginThrottle)
class LoginThrottleAdmin(ReadOnlyAdmin):
    list_display = ("short_key", "attempts", "strikes", "started_at", "blocked_until")
    ordering = ("-started_at",)

    @admin.display(description="counted")
    def short_key(self, row: LoginThrottle) -> str:
        return row.key[:8]

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("accounts.delete_loginthrottle")  # to let somebody try again
