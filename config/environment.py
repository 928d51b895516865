"""Typed readers of the process environment; every setting of the product comes through here."""

from __future__ import annotations

import json
import os
from pathlib import Path


class SettingError(ValueError):
    """A setting has a value that cannot be used; the text names the setting, never its value."""


def text(name: str, default: str = "", *, aliases: tuple[str, ...] = ()) -> str:
    """The first of `name`, its aliases or their `_FILE` variants that is set; else the default."""
    for key in (name, *aliases):
        if key in os.environ:
            return os.environ[key].strip()
        if path := os.environ.get(f"{key}_FILE"):
            return Path(path).read_text(encoding="utf-8").strip()
    return default


def flag(name: str, default: bool) -> bool:
    value = text(name).lower()
    if value in {"", "true", "false", "1", "0"}:
        return {"": default, "true": True, "1": True}.get(value, False)
    raise SettingError(f"{name} must be true or false")


def number(name: str, default: int, *, aliases: tuple[str, ...] = ()) -> int:
    value = text(name, aliases=aliases)
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise SettingError(f"{name} must be a whole number") from None


def words(name: str, default: tuple[str, ...] = (), *, aliases: tuple[str, ...] = ()) -> list[str]:
    """A JSON array or a comma-separated list."""
    value = text(name, aliases=aliases)
    if not value:
        return list(default)
    if value.startswith("["):
        return [str(item) for item in json.loads(value)]
    return [item.strip() for item in value.split(",") if item.strip()]
