"""DRF's and drf-spectacular's settings, for `config.settings` to import."""

from __future__ import annotations

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api.authentication.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["config.drf.parsers.JsonParser"],
    "DEFAULT_RENDERER_CLASSES": ["config.drf.renderers.JsonRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "config.drf.negotiation.JsonOnly",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "config.drf.errors.answer_exception",
    "UNAUTHENTICATED_TOKEN": None,
}
SPECTACULAR_SETTINGS: dict[str, Any] = {}
