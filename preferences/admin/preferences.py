"""What people want. Nobody edits it here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin

from config.drf.renderers import encode
from config.lib.admin import ReadOnlyAdmin
from preferences.models import StoredPreferences
from preferences.models.preferences import SECTIONS, names_in
from preferences.selectors.preferences import read_preferences

Column = Callable[[StoredPreferences], str]


def column(name: str) -> Column:
    @admin.display(description=name.replace("_", " "))
    def show(row: StoredPreferences) -> str:
        value = getattr(read_preferences(row.chosen, currency=row.user.base_currency), name)
        return value if isinstance(value, str) else encode(value).decode()

    show.__name__ = name  # the admin tells columns apart by it
    return show


COLUMNS = {section.title: tuple(column(name) for name in names_in(section)) for section in SECTIONS}


@admin.register(StoredPreferences)
class PreferencesAdmin(ReadOnlyAdmin):
    list_display = ("user", "changed", "created_at", "updated_at")
    list_select_related = ("user",)
    search_fields = ("user__email",)
    date_hierarchy = "updated_at"
    ordering = ("-updated_at",)
    fieldsets: ClassVar[Any] = (  # the stubs know no callables among the fields
        (None, {"fields": ("user", "first_currency", "created_at", "updated_at")}),
        *((title, {"fields": columns}) for title, columns in COLUMNS.items()),
    )
    readonly_fields: ClassVar[Any] = tuple(column for columns in COLUMNS.values() for column in columns)

    @admin.display(description="not by default")
    def changed(self, row: StoredPreferences) -> str:
        return ", ".join(sorted(row.chosen)) or "-"
