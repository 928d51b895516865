"""How people come in: tokens, identities at providers, invitations, mails with links. No secret is shown."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.models import ApiToken, EmailRequest, Identity, Invitation, OAuthState
from accounts.services.api_tokens import revoke_api_token
from config.lib.admin import ReadOnlyAdmin


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnlyAdmin):
    list_display = ("masked", "name", "user", "scopes", "created_at", "expires_at", "last_used_at")
    list_filter = ("scopes",)
    list_select_related = ("user",)
    search_fields = ("user__email", "name")
    ordering = ("-created_at",)
    exclude = ("hint", "token_hash", "password_mark")
    readonly_fields = ("masked", "created_at")
    actions = ("revoke",)

    @admin.display(description="token", ordering="hint")
    def masked(self, row: ApiToken) -> str:
        return f"{row.hint}…"

    @admin.action(description="End", permissions=("operate",))
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiToken]) -> None:
        rows = list(queryset.select_related("user"))
        for row in rows:
            revoke_api_token(user=row.user, token_id=row.pk, request=request)
            self.log_change(request, row.user, f"API token {row.hint} ended")
        self.message_user(request, f"{len(rows)} ended.", messages.SUCCESS)


@admin.register(Identity)
class IdentityAdmin(ReadOnlyAdmin):
    list_display = ("user", "provider", "subject", "created_at")
    list_filter = ("provider",)
    list_select_related = ("user",)
    search_fields = ("user__email", "subject")
    ordering = ("-created_at",)


@admin.register(OAuthState)
class OAuthStateAdmin(ReadOnlyAdmin):
    list_display = ("provider", "expires_at")
    list_display_links = None
    list_filter = ("provider",)
    ordering = ("-expires_at",)

    def has_view_permission(self, request: HttpRequest, obj: OAuthState | None = None) -> bool:
        # The list only: the address of one row would hold its hash.
        return obj is None and super().has_view_permission(request)


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Made by `manage.py create_invite`, which alone can show the code."""

    list_display = ("id", "email", "created_at", "expires_at")
    search_fields = ("email",)
    ordering = ("-created_at",)
    exclude = ("code_hash",)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("accounts.delete_invitation")  # to take it back


@admin.register(EmailRequest)
class EmailRequestAdmin(ReadOnlyAdmin):
    list_display = ("id", "purpose", "email", "user", "asked_at", "expires_at")
    list_filter = ("purpose",)
    list_select_related = ("user",)
    search_fields = ("email",)
    ordering = ("-asked_at",)
    exclude = ("newcomer", "token_hash")
