"""DRF's and drf-spectacular's settings, for `config.settings` to import."""

from __future__ import annotations

from typing import Any

THROTTLE_RATES = {
    # per user
    "user": "600/min",
    "upload": "10/min",
    "analytics_refresh": "10/min",
    "ai": "20/min",
    # per client address
    "register": "20/min",
    "login": "20/min",
    "token": "20/min",
    "reset": "20/min",
    "callback": "20/min",
    "providers": "60/min",  # each call keeps a state of every sign-in provider
    "refresh": "120/min",
}

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api.authentication.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "accounts.api.scopes.TokenScope",
    ],
    "DEFAULT_THROTTLE_RATES": THROTTLE_RATES,
    "DEFAULT_PARSER_CLASSES": ["config.drf.parsers.JsonParser"],
    "DEFAULT_RENDERER_CLASSES": ["config.drf.renderers.JsonRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "config.drf.negotiation.JsonOnly",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "config.drf.errors.answer_exception",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "TEST_REQUEST_RENDERER_CLASSES": [
        "config.drf.renderers.JsonRenderer",
        "rest_framework.renderers.MultiPartRenderer",
    ],
}

_TEXT = {"type": "string"}
_ERROR = {
    "type": "object",
    "properties": {
        "success": {"const": False},
        "error": _TEXT,
        "detail": {"anyOf": [_TEXT, {"type": "object"}]},
        "errors": {"type": "object", "additionalProperties": {"type": "array"}},
        "request_id": _TEXT,
    },
    "required": ["success", "error", "detail", "request_id"],
}

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Moneta",
    "DESCRIPTION": "A self-hosted personal-finance server: one clean ledger behind one documented API.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/",
    "PREPROCESSING_HOOKS": ["config.drf.schema.keep_api"],
    "POSTPROCESSING_HOOKS": [],
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "APPEND_COMPONENTS": {
        "schemas": {"Error": _ERROR},
        "securitySchemes": {
            "bearer": {
                "type": "http",
                "scheme": "bearer",
                "description": "Access token or personal API token",
            },
            "cookie": {
                "type": "apiKey",
                "in": "cookie",
                "name": "sessionid",
                "description": "Session of our own pages; unsafe methods also need X-CSRFToken",
            },
        },
    },
}
