from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    name = "analytics"

    def ready(self) -> None:
        from accounts import lifecycle
        from analytics.services.lifecycle import empty_figures

        lifecycle.register(
            "analytics", on_reset=lambda user, _mode: empty_figures(user), on_erase=empty_figures
        )
        import_module("analytics.tasks")
