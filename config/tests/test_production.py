from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from config import production
from config.environment import SettingError
from config.launch import secretsfile

ROOT = Path(__file__).resolve().parent.parent.parent


def safe() -> dict[str, Any]:
    return {
        **secretsfile.generate(),
        "DEBUG": False,
        "RATE_LIMITS": True,
        "HTTPS": True,
        "ALLOWED_HOSTS": ["moneta.example"],
        "CORS_ALLOWED_ORIGINS": ["https://app.moneta.example"],
    }


def test_generated_secrets_and_exact_names_may_start() -> None:
    production.refuse_unsafe(safe())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"DEBUG": True}, "DEBUG is on"),
        ({"RATE_LIMITS": False}, "RATE_LIMITS is off"),
        ({"HTTPS": False}, "HTTPS is off"),
        ({"ALLOWED_HOSTS": ["a.example", "*"]}, r"ALLOWED_HOSTS has \*"),
        ({"ALLOWED_HOSTS": ["*.example"]}, r"ALLOWED_HOSTS has \*"),
        ({"CORS_ALLOWED_ORIGINS": ["https://*.example"]}, r"CORS_ALLOWED_ORIGINS has \*"),
        ({"SECRET_KEY": "k" * 49}, "SECRET_KEY needs 50 random characters"),
        ({"SECRET_KEY": "abc" * 30}, "SECRET_KEY needs 50 random characters"),
        ({"JWT_SECRET_KEY": "0123456789abcdef"}, "JWT_SECRET_KEY needs 32 random characters"),
        ({"JWT_SECRET_KEY": "your-secret-key-here-generate-with-openssl"}, "JWT_SECRET_KEY is a placeholder"),
        ({"FIELD_KEYS": ""}, "FIELD_KEYS must be id:base64 of 32 bytes each"),
        ({"FIELD_KEYS": "k1:AAAA"}, "FIELD_KEYS must be"),
        ({"FIELD_KEYS": "k1:not base64"}, "FIELD_KEYS must be"),
        ({"FIELD_KEYS": base64.b64encode(bytes(32)).decode()}, "FIELD_KEYS must be"),
        ({"SECRET_KEY": "django-insecure-0123456789-0123456789-0123456789-0"}, "SECRET_KEY is a placeholder"),
    ],
)
def test_refusals(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(SettingError, match=reason):
        production.refuse_unsafe({**safe(), **change})


def test_one_secret_for_two_purposes_is_refused() -> None:
    settings = safe()
    with pytest.raises(SettingError, match="are the same"):
        production.refuse_unsafe({**settings, "JWT_SECRET_KEY": settings["SECRET_KEY"]})


def test_every_reason_is_told_at_once_and_no_value() -> None:
    with pytest.raises(SettingError) as refusal:
        production.refuse_unsafe({**safe(), "DEBUG": True, "SECRET_KEY": "hunter2", "ALLOWED_HOSTS": ["*"]})
    assert str(refusal.value) == (
        "production does not start: DEBUG is on; ALLOWED_HOSTS has *; SECRET_KEY needs 50 random characters"
    )


def start(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """The settings as a new process reads them, with nothing but these variables."""
    environment = {
        "PATH": os.environ["PATH"],
        "MONETA_ENV_FILE": "",
        "MONETA_DATA": str(tmp_path),
        **variables,
    }
    show = (
        "from config import settings as s\n"
        "print(s.PRODUCTION, s.DEBUG, s.MOCK_BANKS, s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.HTTPS)"
    )
    return subprocess.run(
        [sys.executable, "-c", show], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_local_starts_with_generated_secrets(tmp_path: Path) -> None:
    started = start(tmp_path, **secretsfile.generate())
    assert started.stdout.split() == ["False", "False", "True", "False", "0", "False"], started.stderr


def test_nothing_starts_without_secrets(tmp_path: Path) -> None:
    started = start(tmp_path)
    assert started.returncode == 1
    assert "SECRET_KEY is not set" in started.stderr


def test_production_starts_secured(tmp_path: Path) -> None:
    started = start(
        tmp_path, MONETA_ENV="production", ALLOWED_HOSTS="moneta.example", **secretsfile.generate()
    )
    assert started.stdout.split() == ["True", "False", "False", "True", "31536000", "True"], started.stderr


def test_production_with_debug_does_not_start(tmp_path: Path) -> None:
    started = start(
        tmp_path,
        MONETA_ENV="production",
        DEBUG="true",
        ALLOWED_HOSTS="moneta.example",
        **secretsfile.generate(),
    )
    assert started.returncode == 1
    assert "production does not start: DEBUG is on" in started.stderr
