from __future__ import annotations

from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    name = "providers"

    def ready(self) -> None:
        from accounts import lifecycle
        from providers.services.lifecycle import clear_links, erase_links

        lifecycle.register("providers", on_reset=clear_links, on_erase=erase_links)
