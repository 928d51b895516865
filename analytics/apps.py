from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    name = "analytics"

    def ready(self) -> None:
        from accounts import lifecycle
        from analytics.services.freshness import ensure_fresh
        from analytics.services.lifecycle import empty_figures
        from analytics.sql.balances import account_balances
        from finance.selectors.accounts import register_balances

        lifecycle.register(
            "analytics", on_reset=lambda user, _mode: empty_figures(user), on_erase=empty_figures
        )
        register_balances(lambda user: account_balances(ensure_fresh(user)))
        import_module("analytics.tasks")
