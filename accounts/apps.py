from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import lifecycle
        from accounts.services.attempts import count_address
        from accounts.services.erasure import forget_traces
        from config.drf.idempotency import forget_requests
        from config.drf.throttles import use_address_fallback

        lifecycle.register(
            "accounts", on_reset=lambda user, _mode: forget_requests(user=user), on_erase=forget_traces
        )
        use_address_fallback(count_address)
        import_module("accounts.tasks")
