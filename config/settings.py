"""All settings; each comes from the environment through `config.environment`."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from config import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("MONETA_DATA", str(BASE_DIR / "var")))

APP_NAME = env.text("APP_NAME", "Moneta")
API_VERSION = env.text("API_VERSION", "1.0.0")
DEBUG = env.flag("DEBUG", False)
SECRET_KEY = env.text("SECRET_KEY", "unset-secret-key-for-development-only")
JWT_SECRET_KEY = env.text("JWT_SECRET_KEY", "unset-jwt-key-for-development-only")
FIELD_KEYS = env.text("FIELD_KEYS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ("localhost", "127.0.0.1", "[::1]"))
FRONTEND_URL = env.text("FRONTEND_URL", "http://localhost:5173")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "corsheaders",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "config.drf",
    "config.jobs",
    "accounts",
    "preferences",
    "finance",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = False
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]


def database(url: str) -> dict[str, Any]:
    """Django's description of the database behind a URL; empty = SQLite in the data folder."""
    if not url or url.startswith("sqlite"):
        path = unquote(urlsplit(url).path) if url else str(DATA_DIR / "moneta.sqlite3")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


DATABASES = {"default": database(env.text("DATABASE_URL"))}
REDIS_URL = env.text("REDIS_URL")

DEFAULT_CURRENCY = env.text("DEFAULT_CURRENCY", "INR")
DEFAULT_TIME_ZONE = env.text("DEFAULT_TIME_ZONE", "Asia/Kolkata")
RATE_LIMITS = env.flag("RATE_LIMITS", True)

# The job queue. With Redis a Celery message wakes a worker; without, an event wakes the threads of this process.
JOB_WAKER = "config.celery.wake" if REDIS_URL else "config.jobs.engine.wake"
JOB_POLL_SECONDS = env.number("JOB_POLL_SECONDS", 1)
JOB_TICK_SECONDS = env.number("JOB_TICK_SECONDS", 5)
JOB_LEASE_SECONDS = env.number("JOB_LEASE_SECONDS", 110)  # with a poll and a tick: taken over within two minutes
JOB_TIME_LIMIT_SECONDS = env.number("JOB_TIME_LIMIT_SECONDS", 3600)
JOB_RETRIES = env.number("JOB_RETRIES", 5)
JOB_BACKOFF_SECONDS = env.number("JOB_BACKOFF_SECONDS", 30)
JOB_BACKOFF_MAX_SECONDS = env.number("JOB_BACKOFF_MAX_SECONDS", 3600)
METRICS_PUBLIC = env.flag("METRICS_PUBLIC", False)
