from __future__ import annotations

from pathlib import Path

import pytest

from config import mail
from config.environment import SettingError

DATA = Path("/data")


def test_no_url_writes_files() -> None:
    assert mail.describe("", data=DATA) == {
        "EMAIL_BACKEND": "config.jobs.mailfolder.MailFolder",
        "EMAIL_FILE_PATH": "/data/mail",
    }


@pytest.mark.parametrize(
    ("url", "host", "port", "ssl", "tls"),
    [
        ("smtp://ana:p%40ss@mail.example", "mail.example", 587, False, True),
        ("smtps://ana:p%40ss@mail.example", "mail.example", 465, True, False),
        ("smtp://ana:p%40ss@localhost:2525", "localhost", 2525, False, False),
    ],
)
def test_smtp(url: str, host: str, port: int, ssl: bool, tls: bool) -> None:
    assert mail.describe(url, data=DATA) == {
        "EMAIL_FILE_PATH": "/data/mail",
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": host,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": "ana",
        "EMAIL_HOST_PASSWORD": "p@ss",
        "EMAIL_USE_SSL": ssl,
        "EMAIL_USE_TLS": tls,
        "EMAIL_TIMEOUT": 10,
    }


@pytest.mark.parametrize("url", ["http://mail.example", "smtp://", "mail.example"])
def test_other_urls_are_refused(url: str) -> None:
    with pytest.raises(SettingError, match="EMAIL_URL"):
        mail.describe(url, data=DATA)
