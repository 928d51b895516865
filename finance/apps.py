from __future__ import annotations

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "finance"

    def ready(self) -> None:
        from accounts import lifecycle
        from finance.services.default_categories import create_default_categories

        lifecycle.register("finance", on_register=create_default_categories)
