"""What the mock banks remember; hashes of secrets are not shown."""

from __future__ import annotations

from django.contrib import admin

from config.lib.admin import ReadOnlyAdmin
from providers.models import MockConsent, MockCustomer, MockFailure, MockGrant, MockLogin, MockToken


@admin.register(MockCustomer)
class MockCustomerAdmin(ReadOnlyAdmin):
    list_display = ("key", "currency", "start", "seed")
    list_filter = ("currency",)
    search_fields = ("key",)
    ordering = ("key",)


@admin.register(MockLogin)
class MockLoginAdmin(ReadOnlyAdmin):
    list_display = ("item_id", "bank", "customer", "generation", "now")
    list_filter = ("bank",)
    list_select_related = ("customer",)
    search_fields = ("customer__key", "item_id")
    ordering = ("-id",)


@admin.register(MockFailure)
class MockFailureAdmin(ReadOnlyAdmin):
    list_display = ("mode", "on", "remaining", "value", "login")
    list_filter = ("mode", "on")
    list_select_related = ("login",)
    ordering = ("-id",)


@admin.register(MockConsent)
class MockConsentAdmin(ReadOnlyAdmin):
    list_display = ("id", "bank", "redirect_uri", "expires_at")
    list_filter = ("bank",)
    ordering = ("-id",)
    exclude = ("request_hash", "state")


@admin.register(MockGrant)
class MockGrantAdmin(ReadOnlyAdmin):
    list_display = ("id", "login", "exchanged_at", "revoked_at")
    list_select_related = ("login",)
    ordering = ("-id",)
    exclude = ("code_hash", "refresh_hash")


@admin.register(MockToken)
class MockTokenAdmin(ReadOnlyAdmin):
    list_display = ("id", "grant", "expires_at")
    list_select_related = ("grant",)
    ordering = ("-id",)
    exclude = ("token_hash",)
