"""What every API view has in common: DRF's and drf-spectacular's settings."""

from __future__ import annotations

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {}
SPECTACULAR_SETTINGS: dict[str, Any] = {"TITLE": "Moneta", "VERSION": "1.0.0", "OAS_VERSION": "3.1.1"}
