"""What `MONETA_ENV=production` refuses to start with."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from typing import Any

from config.environment import SettingError

_LEAST_CHARACTERS = {"SECRET_KEY": 50, "JWT_SECRET_KEY": 32}
_PLACEHOLDERS = ("change", "secret", "your-", "example", "insecure", "default", "password", "unset")


def refuse_unsafe(settings: Mapping[str, Any]) -> None:
    """Raise SettingError with every reason at once; the text names settings, never their values."""
    if reasons := list(_reasons(settings)):
        raise SettingError("production does not start: " + "; ".join(reasons))


def _reasons(settings: Mapping[str, Any]) -> Iterator[str]:
    if settings["DEBUG"]:
        yield "DEBUG is on"
    if not settings["RATE_LIMITS"]:
        yield "RATE_LIMITS is off"
    if not settings["HTTPS"]:
        yield "HTTPS is off"
    if any(host.startswith("*") for host in settings["ALLOWED_HOSTS"]):
        yield "ALLOWED_HOSTS has *"
    if any("*" in origin for origin in settings["CORS_ALLOWED_ORIGINS"]):
        yield "CORS_ALLOWED_ORIGINS has *"
    yield from _weak_secrets(settings)


def _weak_secrets(settings: Mapping[str, Any]) -> Iterator[str]:
    for name, least in _LEAST_CHARACTERS.items():
        value = settings[name]
        if len(value) < least or len(set(value)) < 8:
            yield f"{name} needs {least} random characters"
        elif any(word in value.lower() for word in _PLACEHOLDERS):
            yield f"{name} is a placeholder"
    if not all(_is_field_key(key) for key in settings["FIELD_KEYS"].split(",")):
        yield "FIELD_KEYS must be id:base64 of 32 bytes each"
    if settings["SECRET_KEY"] == settings["JWT_SECRET_KEY"]:
        yield "SECRET_KEY and JWT_SECRET_KEY are the same"


def _is_field_key(key: str) -> bool:
    name, _, encoded = key.strip().partition(":")
    try:
        return bool(name) and len(base64.b64decode(encoded, validate=True)) == 32
    except ValueError:
        return False
