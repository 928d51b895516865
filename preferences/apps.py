from __future__ import annotations

from django.apps import AppConfig


class PreferencesConfig(AppConfig):
    name = "preferences"

    def ready(self) -> None:
        from accounts import lifecycle
        from config.drf.conditional import register_version_source
        from preferences.selectors.versions import version_tag
        from preferences.services.versions import bump_all

        register_version_source(version_tag)
        lifecycle.register(
            "preferences",
            on_reset=lambda user, _mode: bump_all(user.pk),
            on_currency=lambda user: bump_all(user.pk),
        )
