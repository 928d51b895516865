from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "config.jobs"
    label = "jobs"
    verbose_name = "Jobs"

    def ready(self) -> None:
        from config.jobs.email import send_email
        from config.jobs.senders import register_sender
        from config.jobs.services.outbox import SEALED
        from config.lib import sealed

        import_module("config.jobs.tasks")
        register_sender("email", send_email)
        sealed.register(SEALED)
