"""The secrets of a data folder: made on its first start, each its own, readable by its owner only."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import secrets
from pathlib import Path

from config.environment import SECRETS_FILE, Environment, read_secrets

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
    if path.exists():
        path.chmod(0o600)
    new = generate()
    missing = {name: new[name] for name in _NAMES if not environment.text(name)}
    if missing:
        _write(path, {**read_secrets(path), **missing})
    return bool(missing)


def remember(data: Path, name: str, value: str) -> str:
    """The value that the folder keeps under the name: the one that was there, else this."""
    path = data / SECRETS_FILE
    kept = read_secrets(path)
    if name not in kept:
        _write(path, {**kept, name: value})
    return read_secrets(path)[name]


def _write(path: Path, values: dict[str, str]) -> None:
    """Whole or not at all, never readable by others, not even for a moment; of two first starts one wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(values, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        draft.replace(path)
        return
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
