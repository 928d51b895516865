from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from accounts.tests.provider import FakeProvider, running_provider


@pytest.fixture
def provider(settings: Settings) -> Iterator[FakeProvider]:
    """Google and GitHub, both configured."""
    with running_provider() as fake:
        settings.FRONTEND_URL = "https://money.example"
        settings.GOOGLE_CLIENT_ID = settings.GITHUB_CLIENT_ID = "moneta-client"
        settings.GOOGLE_CLIENT_SECRET = settings.GITHUB_CLIENT_SECRET = "hush"
        settings.GOOGLE_AUTHORIZE_URL = "https://accounts.google.example/auth"
        settings.GOOGLE_TOKEN_URL = f"{fake.base}/google/token"
        settings.GOOGLE_USERINFO_URL = f"{fake.base}/userinfo"
        settings.GITHUB_URL = settings.GITHUB_API_URL = fake.base
        yield fake
