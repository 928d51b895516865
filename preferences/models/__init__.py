"""The tables of what people want, of what they are told, and of what their clients hold."""

from __future__ import annotations

from preferences.models.notification import Notification
from preferences.models.stale_mark import StaleMark
from preferences.models.stored import StoredPreferences
from preferences.models.version import DataVersion
from preferences.models.webhook import Webhook

__all__ = ["DataVersion", "Notification", "StaleMark", "StoredPreferences", "Webhook"]
