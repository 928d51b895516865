from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import lifecycle
        from accounts.services.erasure import forget_traces

        lifecycle.register("accounts", on_erase=forget_traces)
