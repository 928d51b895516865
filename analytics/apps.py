from __future__ import annotations

from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    name = "analytics"

    def ready(self) -> None:
        from accounts import lifecycle
        from analytics.services.lifecycle import clear_figures, erase_figures

        lifecycle.register("analytics", on_reset=clear_figures, on_erase=erase_figures)
