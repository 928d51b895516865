"""The product's settings with nothing between gunicorn and the bare view."""

from __future__ import annotations

from config.settings import *  # noqa: F403 - the settings themselves

ROOT_URLCONF = "config.bench.bare"
MIDDLEWARE = []
