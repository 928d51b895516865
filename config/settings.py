"""All settings of Django and of Moneta; what may differ comes from `config.variables`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from config import database, environment, logs, mail, production
from config.drf import defaults

BASE_DIR = Path(__file__).resolve().parent.parent
env, DATA_DIR = environment.load(BASE_DIR)

PRODUCTION = env.choice("MONETA_ENV", "local", "production") == "production"
DEBUG = env.flag("DEBUG")
APP_NAME = env.text("APP_NAME")
API_VERSION = env.text("API_VERSION")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
FRONTEND_URL = env.text("FRONTEND_URL").rstrip("/")
SECRET_KEY = env.secret("SECRET_KEY")
JWT_SECRET_KEY = env.secret("JWT_SECRET_KEY")
FIELD_KEYS = env.field_keys()

REST_FRAMEWORK = defaults.REST_FRAMEWORK
SPECTACULAR_SETTINGS = defaults.SPECTACULAR_SETTINGS
LOGGING = logs.LOGGING

INSTALLED_APPS = [
    "accounts",  # before django.contrib.auth: its createsuperuser is ours
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
    "config.bench",
    "preferences",
    "finance",
    "analytics",
    "providers",
]

MIDDLEWARE = [
    "config.middleware.RequestObserver",
    "config.middleware.Compression",
    "django.middleware.security.SecurityMiddleware",
    "config.security.ContentSecurityPolicy",
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
APPEND_SLASH = False  # an API path never redirects
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False

# Files are found in their apps and in static/ when a process starts: there is no collect step to forget.
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

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

# Database, cache, queue. Embedded = neither DATABASE_URL nor REDIS_URL.
DATABASES = {
    "default": database.describe(
        env.text("DATABASE_URL"),
        data=DATA_DIR,
        pool=(env.number("DB_POOL_SIZE"), env.number("DB_POOL_MAX", at_least=1)),
        statement_timeout=env.number("DB_STATEMENT_TIMEOUT_SECONDS"),
    )
}
REDIS_URL = env.text("REDIS_URL")
CACHE_TTL = env.number("CACHE_TTL")
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "moneta",
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 1, "health_check_interval": 30},
    }
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "KEY_PREFIX": "moneta",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

# The job queue. With Redis a Celery message wakes a worker; without, an event wakes this process's threads.
JOB_WAKER = "config.celery.wake" if REDIS_URL else "config.jobs.engine.wake"
JOB_POLL_SECONDS = env.number("JOB_POLL_SECONDS", at_least=1)
JOB_TICK_SECONDS = env.number("JOB_TICK_SECONDS", at_least=1)
JOB_LEASE_SECONDS = env.number(
    "JOB_LEASE_SECONDS", at_least=1
)  # with poll and tick: taken over within 2 minutes
JOB_TIME_LIMIT_SECONDS = env.number("JOB_TIME_LIMIT_SECONDS", at_least=1)
JOB_RETRIES = env.number("JOB_RETRIES")
JOB_BACKOFF_SECONDS = env.number("JOB_BACKOFF_SECONDS")
JOB_BACKOFF_MAX_SECONDS = env.number("JOB_BACKOFF_MAX_SECONDS")

# People.
AUTH_USER_MODEL = "accounts.User"
REGISTRATION = env.choice("REGISTRATION", "open", "invite", "closed")
AUTH_PASSWORD_ENABLED = env.flag("AUTH_PASSWORD_ENABLED")
EMAIL_VERIFICATION = env.choice("EMAIL_VERIFICATION", "none", "required")
PASSWORD_MIN_LENGTH = env.number("PASSWORD_MIN_LENGTH", at_least=8)
PASSWORD_HASHERS = [
    "accounts.adapters.argon2.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # verifies hashes that another Django made
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": PASSWORD_MIN_LENGTH}},
    {"NAME": "accounts.adapters.passwords.MaximumLength"},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "username", "full_name")},
    },
]
LOGIN_URL, LOGIN_REDIRECT_URL = "/app/sign-in", "/app/banks"  # of our own pages
SESSION_ENGINE = "accounts.adapters.cookie_session"
ACCESS_TOKEN_LIFETIME = timedelta(minutes=env.number("ACCESS_TOKEN_EXPIRE_MINUTES", at_least=1))
REFRESH_TOKEN_LIFETIME = timedelta(days=env.number("REFRESH_TOKEN_EXPIRE_DAYS", at_least=1))
GOOGLE_CLIENT_ID = env.text("GOOGLE_CLIENT_ID")
GOOGLE_CLIENT_SECRET = env.text("GOOGLE_CLIENT_SECRET")
GITHUB_CLIENT_ID = env.text("GITHUB_CLIENT_ID")
GITHUB_CLIENT_SECRET = env.text("GITHUB_CLIENT_SECRET")
GOOGLE_AUTHORIZE_URL = env.text("GOOGLE_AUTHORIZE_URL")
GOOGLE_TOKEN_URL = env.text("GOOGLE_TOKEN_URL")
GOOGLE_USERINFO_URL = env.text("GOOGLE_USERINFO_URL")
GITHUB_URL = env.text("GITHUB_URL").rstrip("/")
GITHUB_API_URL = env.text("GITHUB_API_URL").rstrip("/")
OAUTH_TIMEOUT_SECONDS = env.number("OAUTH_TIMEOUT_SECONDS", at_least=1)
DEFAULT_CURRENCY = env.text("DEFAULT_CURRENCY")
DEFAULT_TIME_ZONE = env.text("DEFAULT_TIME_ZONE")
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL")
globals().update(mail.describe(env.text("EMAIL_URL"), data=DATA_DIR))

# Notifications, and answers that go on (server-sent events).
NOTIFICATION_CHANNELS = env.words("NOTIFICATION_CHANNELS")
WEBHOOK_PRIVATE_HOSTS = env.words("WEBHOOK_PRIVATE_HOSTS")
STREAM_LIMIT = 40  # of the 64 threads of a process
STREAM_SECONDS = 600
STREAM_HEARTBEAT_SECONDS = 10

# Banks.
SYNC_INTERVAL_MINUTES = env.number("SYNC_INTERVAL_MINUTES", at_least=1)
SYNC_TIMEOUT_SECONDS = env.number("SYNC_TIMEOUT_SECONDS", at_least=1)
SYNC_LOOK_SECONDS = env.number("SYNC_LOOK_SECONDS", at_least=1)
SYNC_RETRY_SECONDS = env.number("SYNC_RETRY_SECONDS")
SYNC_PAUSE_SECONDS = env.number("SYNC_PAUSE_SECONDS", at_least=1)
SYNC_BACKOFF_SECONDS = env.numbers("SYNC_BACKOFF_SECONDS")
BALANCE_REFRESH_CRON = env.text("BALANCE_REFRESH_CRON")
MOCK_BANKS = env.flag("MOCK_BANKS", default=not PRODUCTION)
MOCK_BANK_URL = (env.text("MOCK_BANK_URL") or "http://127.0.0.1:8000").rstrip("/")
PLAID_CLIENT_ID = env.text("PLAID_CLIENT_ID")
PLAID_SECRET = env.text("PLAID_SECRET")
PLAID_ENV = env.choice("PLAID_ENV", "sandbox", "production")
PLAID_BASE_URL = env.text("PLAID_BASE_URL") or f"https://{PLAID_ENV}.plaid.com"
PLAID_LINK_URL = env.text("PLAID_LINK_URL")
PLAID_REDIRECT_URI = env.text("PLAID_REDIRECT_URI")
PLAID_PRODUCTS = env.words("PLAID_PRODUCTS")
PLAID_COUNTRY_CODES = env.words("PLAID_COUNTRY_CODES")

# Assistant and targets.
AWS_REGION = env.text("AWS_REGION")
BEDROCK_MODELS = env.words("BEDROCK_MODELS")
BEDROCK_USER_KEYS = env.flag("BEDROCK_USER_KEYS")
API_LATENCY_TARGET_MS = env.number("API_LATENCY_TARGET_MS", at_least=1)
ALERT_LATENCY_TARGET_SECONDS = env.number("ALERT_LATENCY_TARGET_SECONDS", at_least=1)

# Browsers.
RATE_LIMITS = env.flag("RATE_LIMITS")
METRICS_PUBLIC = env.flag("METRICS_PUBLIC")
TRUSTED_PROXY_HOPS = env.number("TRUSTED_PROXY_HOPS")
CORS_ALLOWED_ORIGINS = env.words("CORS_ALLOWED_ORIGINS")  # exact, never reflected; no cookies cross origins
CORS_ALLOW_HEADERS = [
    "accept",
    "authorization",
    "content-type",
    "idempotency-key",
    "if-none-match",
    "last-event-id",
    "x-confirm-password",
    "x-csrftoken",
    "x-request-id",
]
CORS_EXPOSE_HEADERS = ["ETag", "Retry-After", "X-Request-ID", "X-Response-Time", "Content-Disposition"]
HTTPS = env.flag("HTTPS", default=PRODUCTION)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_HOPS else None
SECURE_SSL_REDIRECT = HTTPS
# Pages are redirected; an API path never is.
SECURE_REDIRECT_EXEMPT = [r"^(?!$|admin|app/|account/|clients/|mockbank/|docs|redoc)"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # preloading is for the owner of the domain to ask for
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True  # pages read the CSRF token from their own HTML
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

if PRODUCTION:
    production.refuse_unsafe(globals())
