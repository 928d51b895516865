"""The product's settings with cheap password hashing and no throttles; the database comes from DATABASE_URL as always."""

from __future__ import annotations

from config.settings import *  # noqa: F403 - the settings themselves, with the few changes below

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
RATE_LIMITS = False
