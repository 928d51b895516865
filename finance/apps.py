from __future__ import annotations

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "finance"

    def ready(self) -> None:
        from accounts import lifecycle
        from config.drf.conditional import register_version_source
        from finance.selectors.rates import rates_version
        from finance.services.default_categories import create_default_categories
        from finance.services.lifecycle import clear_ledger, convert_ledger, erase_ledger

        register_version_source(rates_version)
        lifecycle.register(
            "finance",
            on_register=create_default_categories,
            on_reset=clear_ledger,
            on_erase=erase_ledger,
            on_currency=convert_ledger,
        )
