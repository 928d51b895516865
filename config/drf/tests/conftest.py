from __future__ import annotations

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _kit_urls(settings: Settings) -> None:
    settings.ROOT_URLCONF = "config.drf.tests.urls"
