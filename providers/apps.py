from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    name = "providers"

    def ready(self) -> None:
        from accounts import lifecycle
        from config.lib import sealed
        from finance.services import unlinking
        from providers.services.disconnect import note_unlinked
        from providers.services.lifecycle import clear_links, erase_links
        from providers.services.tokens import SEALED

        lifecycle.register("providers", on_reset=clear_links, on_erase=erase_links)
        unlinking.register(note_unlinked)
        sealed.register(*SEALED)
        import_module("providers.tasks")
