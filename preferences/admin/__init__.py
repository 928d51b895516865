"""What people want, for operators."""

from __future__ import annotations

from preferences.admin import notifications, preferences

__all__ = ["notifications", "preferences"]
