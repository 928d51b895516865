from __future__ import annotations

from django.apps import AppConfig


class DrfConfig(AppConfig):
    name = "config.drf"
    label = "kit"
