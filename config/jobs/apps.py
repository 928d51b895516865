from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "config.jobs"
    label = "jobs"
    verbose_name = "Jobs"

    def ready(self) -> None:
        import_module("config.jobs.tasks")
