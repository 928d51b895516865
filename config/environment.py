"""Typed readers of the settings in `config.variables`.

A value comes from the first that has it: the process environment, the optional `.env`, the data folder's
`secrets.json`, the table's default. In each, a name goes before its aliases, and for secrets
`NAME_FILE` names a file with the value. An empty value counts as none.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

from config.variables import VARIABLES

SECRETS_FILE = "secrets.json"
_LINE = re.compile(r"\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*")


class SettingError(ValueError):
    """A setting has a value that cannot be used; the text names the setting, never its value."""


class Environment:
    def __init__(self, *sources: Mapping[str, str]) -> None:
        self._sources = sources

    def text(self, name: str) -> str:
        variable = VARIABLES[name]
        for source in self._sources:
            for key in (name, *variable.aliases):
                if value := source.get(key, "").strip():
                    return value
                if variable.secret and (path := source.get(f"{key}_FILE", "").strip()):
                    return _read(f"{key}_FILE", Path(path))
        return variable.default

    def flag(self, name: str, *, default: bool = False) -> bool:
        """`default` is for the few whose default depends on another setting."""
        value = self.text(name).lower()
        if value in {"true", "1", "yes", "on"}:
            return True
        if value in {"false", "0", "no", "off"}:
            return False
        if value:
            raise SettingError(f"{name} must be true or false")
        return default

    def number(self, name: str, *, at_least: int = 0) -> int:
        value = self.text(name)
        if not re.fullmatch(r"[0-9]{1,9}", value) or int(value) < at_least:
            raise SettingError(f"{name} must be a whole number, at least {at_least}")
        return int(value)

    def numbers(self, name: str) -> list[int]:
        words = self.words(name)
        if not all(re.fullmatch(r"[0-9]{1,9}", word) for word in words):
            raise SettingError(f"{name} must be a list of whole numbers")
        return [int(word) for word in words]

    def words(self, name: str) -> list[str]:
        """A JSON array or a comma-separated list."""
        value = self.text(name)
        if not value.startswith("["):
            return [item.strip() for item in value.split(",") if item.strip()]
        try:
            items = json.loads(value)  # noqa: TID251 - the operator's own setting
        except ValueError:
            items = None
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise SettingError(f"{name} must be a JSON array of strings or a list with commas")
        return items

    def choice(self, name: str, *allowed: str) -> str:
        value = self.text(name).lower()
        if value not in allowed:
            raise SettingError(f"{name} must be one of {', '.join(allowed)}")
        return value

    def secret(self, name: str) -> str:
        """As `text`, but there must be one: a secret has no default."""
        if value := self.text(name):
            return value
        raise SettingError(f"{name} is not set; `python3 run.py serve` writes one into the data folder")

    def field_keys(self) -> str:
        """The key ring `id:base64,…`; a seed's encryption key goes to its end, so that it still decrypts."""
        ring = [self.text("FIELD_KEYS"), self._seed_key()]
        if not any(ring):
            return self.secret("FIELD_KEYS")
        return ",".join(key for key in ring if key)

    def _seed_key(self) -> str:
        try:
            key = bytes.fromhex(self.text("ENCRYPTION_KEY"))
            if encoded := self.text("ENCRYPTION_KEY_BASE64"):
                key = base64.b64decode(encoded.replace("-", "+").replace("_", "/"), validate=True)
        except (ValueError, binascii.Error):
            raise SettingError("ENCRYPTION_KEY must be hex, ENCRYPTION_KEY_BASE64 base64") from None
        if key and len(key) != 32:
            raise SettingError("ENCRYPTION_KEY must hold 32 bytes")
        return f"seed:{base64.b64encode(key).decode()}" if key else ""


def load(base: Path) -> tuple[Environment, Path]:
    """The environment of this process and its data folder. `MONETA_ENV_FILE` names another `.env`."""
    dotenv = read_dotenv(os.environ.get("MONETA_ENV_FILE", str(base / ".env")))
    data = Path(Environment(os.environ, dotenv).text("MONETA_DATA") or base / "var").absolute()
    return Environment(os.environ, dotenv, read_secrets(data / SECRETS_FILE)), data


def read_dotenv(path: str) -> dict[str, str]:
    """`NAME=value` lines, `export` and quotes allowed, `#` lines and blank ones skipped."""
    if not path or not Path(path).is_file():
        return {}
    values: dict[str, str] = {}
    for number, line in enumerate(_read(".env", Path(path)).splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not (match := _LINE.fullmatch(line)):
            raise SettingError(f"line {number} of {path} is not NAME=value")
        values[match[1]] = _unquote(match[2])
    return values


def read_secrets(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        secrets = json.loads(_read(SECRETS_FILE, path))  # noqa: TID251 - our own file
    except ValueError:
        raise SettingError(f"{path} is not JSON") from None
    return {str(name): str(value) for name, value in secrets.items()}


def _read(name: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{name}: {path} cannot be read ({type(error).__name__})") from None


def _unquote(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return re.split(r"\s+#", value, maxsplit=1)[0]
