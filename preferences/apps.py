from __future__ import annotations

from django.apps import AppConfig


class PreferencesConfig(AppConfig):
    name = "preferences"

    def ready(self) -> None:
        from accounts import lifecycle
        from config.drf.conditional import register_version_source
        from config.jobs.senders import register_sender
        from config.lib import sealed
        from preferences.selectors.versions import version_tag
        from preferences.services.notifications import clear_notifications
        from preferences.services.preferences import (
            clear_preferences,
            create_preferences,
            erase_preferences,
        )
        from preferences.services.versions import bump_all
        from preferences.services.webhooks import CHANNEL, SEALED, post_webhook

        register_version_source(version_tag)
        lifecycle.register(
            "preferences",
            on_register=create_preferences,
            on_reset=clear_preferences,
            on_erase=erase_preferences,
            on_currency=lambda user: bump_all(user.pk),
        )
        lifecycle.register("notifications", on_reset=clear_notifications)
        register_sender(CHANNEL, post_webhook)
        sealed.register(SEALED)
