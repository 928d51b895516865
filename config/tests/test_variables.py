from __future__ import annotations

import re
from pathlib import Path

import pytest

from config.environment import Environment
from config.variables import VARIABLES, example

ROOT = Path(__file__).resolve().parent.parent.parent

# The product's table of settings: name, default, names that it is also known by.
PRODUCT: dict[str, tuple[str, tuple[str, ...]]] = {
    "DATABASE_URL": ("", ()),
    "DB_POOL_SIZE": ("10", ()),
    "DB_POOL_MAX": ("30", ()),
    "REDIS_URL": ("", ()),
    "SECRET_KEY": ("", ()),
    "JWT_SECRET_KEY": ("", ()),
    "FIELD_KEYS": ("", ()),
    "ENCRYPTION_KEY": ("", ()),
    "ENCRYPTION_KEY_BASE64": ("", ()),
    "DEBUG": ("false", ()),
    "APP_NAME": ("Moneta", ()),
    "API_VERSION": ("1.0.0", ()),
    "ALLOWED_HOSTS": ("localhost,127.0.0.1,[::1]", ()),
    "FRONTEND_URL": ("http://localhost:5173", ()),
    "CORS_ALLOWED_ORIGINS": (
        "http://localhost:5173,http://127.0.0.1:5173,http://localhost:3000,http://127.0.0.1:3000",
        ("LEDGER_SYNC_CORS_ORIGINS",),
    ),
    "ACCESS_TOKEN_EXPIRE_MINUTES": ("30", ()),
    "REFRESH_TOKEN_EXPIRE_DAYS": ("7", ()),
    "AUTH_PASSWORD_ENABLED": ("true", ()),
    "REGISTRATION": ("open", ()),
    "PASSWORD_MIN_LENGTH": ("10", ()),
    "EMAIL_VERIFICATION": ("none", ()),
    "GOOGLE_CLIENT_ID": ("", ()),
    "GOOGLE_CLIENT_SECRET": ("", ()),
    "GITHUB_CLIENT_ID": ("", ()),
    "GITHUB_CLIENT_SECRET": ("", ()),
    "SYNC_INTERVAL_MINUTES": ("15", ()),
    "SYNC_TIMEOUT_SECONDS": ("30", ()),
    "BALANCE_REFRESH_CRON": ("0 5 * * *", ("SCHED_BALANCE_REFRESH_CRON",)),
    "JOB_LEASE_SECONDS": ("110", ()),
    "JOB_BACKOFF_SECONDS": ("30", ()),
    "PLAID_CLIENT_ID": ("", ()),
    "PLAID_SECRET": ("", ()),
    "PLAID_ENV": ("sandbox", ()),
    "PLAID_BASE_URL": ("", ()),
    "PLAID_LINK_URL": ("https://cdn.plaid.com/link/v2/stable/link-initialize.js", ()),
    "PLAID_REDIRECT_URI": ("", ()),
    "PLAID_PRODUCTS": ("transactions", ()),
    "PLAID_COUNTRY_CODES": ("US", ()),
    "CACHE_TTL": ("300", ()),
    "WEB_CONCURRENCY": ("1", ("MAX_WORKERS",)),
    "API_LATENCY_TARGET_MS": ("150", ()),
    "ALERT_LATENCY_TARGET_SECONDS": ("60", ()),
    "AWS_REGION": ("us-east-1", ()),
    "BEDROCK_MODELS": ("", ()),
    "BEDROCK_USER_KEYS": ("false", ()),
    "EMAIL_URL": ("", ()),
    "TRUSTED_PROXY_HOPS": ("0", ()),
    "MOCK_BANKS": ("", ()),
    "MOCK_BANK_URL": ("", ()),
    "DEFAULT_CURRENCY": ("INR", ()),
    "DEFAULT_TIME_ZONE": ("Asia/Kolkata", ()),
}
SECRETS = {
    "DATABASE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "JWT_SECRET_KEY",
    "FIELD_KEYS",
    "ENCRYPTION_KEY",
    "ENCRYPTION_KEY_BASE64",
    "GOOGLE_CLIENT_SECRET",
    "GITHUB_CLIENT_SECRET",
    "PLAID_SECRET",
    "EMAIL_URL",
}


@pytest.mark.parametrize("name", PRODUCT)
def test_every_setting_of_the_product_is_in_the_table(name: str) -> None:
    variable = VARIABLES[name]
    assert (variable.default, variable.aliases) == PRODUCT[name]


def test_secrets_are_marked_and_have_no_default() -> None:
    marked = {variable.name for variable in VARIABLES.values() if variable.secret}
    assert marked == SECRETS
    assert {VARIABLES[name].default for name in marked} == {""}


def test_every_variable_is_read_by_the_settings_or_the_launcher() -> None:
    sources = "".join(
        path.read_text(encoding="utf-8")
        for path in [ROOT / "config/settings.py", ROOT / "config/environment.py", ROOT / "config/gunicorn.py"]
    )
    assert [name for name in VARIABLES if f'"{name}"' not in sources] == []


def test_env_example_is_the_table_written_out() -> None:
    written = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert written == example(), "python3 -m config.variables > .env.example"


def test_env_example_as_it_stands_changes_nothing() -> None:
    active = [line for line in example().splitlines() if line and not line.startswith("#")]
    assert active == []
    uncommented = dict(re.findall(r"^#([A-Z0-9_]+)=(.*)$", example(), re.MULTILINE))
    assert uncommented == {variable.name: variable.default for variable in VARIABLES.values()}
    env = Environment(uncommented)
    assert all(env.text(name) == VARIABLES[name].default for name in VARIABLES)
