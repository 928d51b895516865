"""People."""

from __future__ import annotations

from typing import cast

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from accounts.admin.forms import NewUserForm
from accounts.models import User
from accounts.services.activation import disable_user, enable_user
from accounts.services.registration import admit_user


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Shows everything but the password's hash; edits only what a person may do here."""

    list_display = (
        "email",
        "full_name",
        "is_active",
        "is_staff",
        "auth_provider",
        "created_at",
        "last_login",
    )
    list_filter = ("is_active", "is_staff", "is_superuser", "is_verified", "auth_provider")
    search_fields = ("email", "username", "full_name")
    ordering = ("-created_at",)
    date_hierarchy = "created_at"
    fieldsets = (
        (None, {"fields": ("email", "username", "full_name", "auth_provider", "is_verified", "is_active")}),
        ("Money and time", {"fields": ("base_currency", "time_zone", "created_at", "last_login")}),
        ("Permissions", {"fields": ("is_staff", "is_superuser", "groups", "user_permissions")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "full_name", "base_currency", "time_zone")}),
        ("Password", {"fields": ("usable_password", "password1", "password2")}),
    )
    readonly_fields = (
        "email",
        "username",
        "full_name",
        "auth_provider",
        "is_verified",
        "is_active",
        "base_currency",
        "time_zone",
        "created_at",
        "last_login",
    )
    add_form = NewUserForm
    actions = ("disable", "enable")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        return () if obj is None else self.readonly_fields

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False  # to leave is the person's own decision: the API erases every trace, this form would not

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm[User], change: bool) -> None:  # noqa: FBT001 - Django's signature
        if change:
            super().save_model(request, obj, form, change)
        else:
            admit_user(user=obj, request=request)

    @admin.action(description="Disable and sign out everywhere", permissions=("change",))
    def disable(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        people = list(queryset.filter(is_active=True).exclude(pk=cast("User", request.user).pk))
        for user in people:
            disable_user(user=user, request=request)
        self._tell(request, people, "disabled")

    @admin.action(description="Enable", permissions=("change",))
    def enable(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        people = list(queryset.filter(is_active=False))
        for user in people:
            enable_user(user=user, request=request)
        self._tell(request, people, "enabled")

    def _tell(self, request: HttpRequest, people: list[User], what: str) -> None:
        for user in people:
            self.log_change(request, user, what.capitalize())
        self.message_user(request, f"{len(people)} {what}.", messages.SUCCESS)
