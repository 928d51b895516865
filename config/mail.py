"""Where mail goes: Django's settings behind an `EMAIL_URL`."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from config.environment import SettingError


def describe(url: str, *, data: Path) -> dict[str, Any]:
    """Empty = files in `<data>/mail`; smtp speaks STARTTLS from the start on, smtps TLS."""
    folder = {"EMAIL_FILE_PATH": str(data / "mail")}  # also with a server: of the time before it
    if not url:
        return folder | {"EMAIL_BACKEND": "config.jobs.mailfolder.MailFolder"}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise SettingError("EMAIL_URL must begin with smtp:// or smtps:// and name a host")
    tls = parts.scheme == "smtps"
    return folder | {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if tls else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": tls,
        # A server on this machine has no certificate for "localhost".
        "EMAIL_USE_TLS": not tls and parts.hostname not in {"localhost", "127.0.0.1", "::1"},
        "EMAIL_TIMEOUT": 10,
    }
