"""The product's settings with secrets of this run, cheap password hashing and no throttles.

The database comes from DATABASE_URL as always; a developer's own `.env` is not read: it may name a real one.
"""

from __future__ import annotations

import base64
import os
import secrets

os.environ.setdefault("MONETA_ENV_FILE", "")
os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(48))
os.environ.setdefault("JWT_SECRET_KEY", secrets.token_urlsafe(48))
os.environ.setdefault("FIELD_KEYS", "test:" + base64.b64encode(secrets.token_bytes(32)).decode())
os.environ.setdefault("DB_POOL_SIZE", "1")

from config.settings import *  # noqa: F403 - the settings themselves, with the few changes below
from config.tests.faults import failpoints

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
RATE_LIMITS = False
WHITENOISE_AUTOREFRESH = True  # files are looked for when asked for: each test client would list them all
if failpoints.ENVIRONMENT in os.environ:
    FAILPOINT = failpoints.stop_here
