"""The tables of what people want and of what their clients hold."""

from __future__ import annotations

from preferences.models.stored import StoredPreferences
from preferences.models.version import DataVersion

__all__ = ["DataVersion", "StoredPreferences"]
