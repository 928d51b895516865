"""The secrets of a data folder: made on its first start, each its own, readable by its owner only."""

from __future__ import annotations

import base64
import json
import os
import secrets
import tempfile
from pathlib import Path

from config.environment import SECRETS_FILE, Environment, read_secrets
from config.launch import lock
from config.launch.console import say

_NAMES = ("SECRET_KEY", "JWT_SECRET_KEY", "FIELD_KEYS")


def generate() -> dict[str, str]:
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    return {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "JWT_SECRET_KEY": secrets.token_urlsafe(48),
        "FIELD_KEYS": f"k1:{key}",
    }


def ensure(environment: Environment, data: Path) -> bool:
    """Write what the environment does not give; True when this was the folder's first start.

    Nothing that is there is ever replaced: under another FIELD_KEYS stored secrets could not be read.
    """
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = data / SECRETS_FILE
    new = generate()
    missing = {name: new[name] for name in _NAMES if not environment.text(name)}
    with lock.held(data):
        kept = read_secrets(path)
        if not missing.keys() <= kept.keys():
            _write(path, {**missing, **kept})
        if path.exists():
            path.chmod(0o600)
    return bool(missing)


def remember(data: Path, name: str, value: str) -> str:
    """The value that the folder keeps under the name: the one that was there, else this."""
    path = data / SECRETS_FILE
    with lock.held(data):
        kept = read_secrets(path)
        if name not in kept:
            _write(path, {**kept, name: value})
        return kept.get(name, value)


def _write(path: Path, values: dict[str, str]) -> None:
    """Whole or not at all, and never readable by others, not even for a moment."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(values, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    Path(draft).replace(path)


if __name__ == "__main__":
    say("\n".join(f"{name}={value}" for name, value in generate().items()))
