"""What people want, for operators."""

from __future__ import annotations

from preferences.admin import preferences

__all__ = ["preferences"]
