"""The table of settings: every environment variable that Moneta reads, once, with its default.

`config.environment` reads through it, `config.settings` gives each a name in Django, and `.env.example` is
this table written out (`python3 -m config.variables > .env.example`; a test compares the two).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Variable:
    """`default` is text as in the environment; "" is none. A secret may also be in `<name>_FILE`."""

    name: str
    default: str
    about: str
    aliases: tuple[str, ...] = ()
    secret: bool = False


@dataclass(frozen=True)
class Section:
    title: str
    variables: tuple[Variable, ...]


def _secret(name: str, about: str, *, aliases: tuple[str, ...] = ()) -> Variable:
    return Variable(name, "", about, aliases=aliases, secret=True)


SECTIONS: tuple[Section, ...] = (
    Section(
        "Where it runs",
        (
            Variable(
                "MONETA_ENV", "local", "local or production; production refuses to start with anything unsafe"
            ),
            Variable(
                "MONETA_DATA", "", "folder of the database, secrets and mail; var/ in the project when empty"
            ),
            Variable("DEBUG", "false", "Django's debug pages; refused in production"),
            Variable("APP_NAME", "Moneta", "the name that / and the documentation show"),
            Variable("API_VERSION", "1.0.0", "the version that / and /health show"),
            Variable("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]", "names that the server answers to"),
            Variable(
                "FRONTEND_URL",
                "http://localhost:5173",
                "address of the client: e-mail links and OAuth lead there",
            ),
            Variable("WEB_CONCURRENCY", "1", "web processes; keep 1 without Redis", aliases=("MAX_WORKERS",)),
            Variable("HTTPS", "", "secure cookies, HSTS, redirect of pages; true in production, else false"),
            Variable("TRUSTED_PROXY_HOPS", "0", "proxies in front whose X-Forwarded-* headers are believed"),
        ),
    ),
    Section(
        "Database and Redis",
        (
            _secret(
                "DATABASE_URL",
                "postgresql://user:password@host:5432/name; SQLite in the data folder when empty",
            ),
            Variable("DB_POOL_SIZE", "10", "PostgreSQL connections that each process keeps open"),
            Variable("DB_POOL_MAX", "30", "PostgreSQL connections that each process may open"),
            Variable("DB_STATEMENT_TIMEOUT_SECONDS", "60", "PostgreSQL ends a longer statement; 0 = never"),
            _secret("REDIS_URL", "redis://host:6379/0: shared cache and Celery broker; embedded when empty"),
            Variable("CACHE_TTL", "300", "seconds that rates and prices are kept; never money figures"),
        ),
    ),
    Section(
        "Secrets (each its own; generated into <data>/secrets.json on the first `run.py serve` or `demo`)",
        (
            _secret("SECRET_KEY", "signs sessions and links; at least 50 characters"),
            _secret("JWT_SECRET_KEY", "signs access tokens; at least 32 characters"),
            _secret("FIELD_KEYS", "id:base64,… AES-256 keys of stored secrets; the first encrypts"),
            _secret("ENCRYPTION_KEY", "32 bytes in hex: joins FIELD_KEYS as the key named seed"),
            _secret("ENCRYPTION_KEY_BASE64", "the same in base64"),
        ),
    ),
    Section(
        "Browsers",
        (
            Variable(
                "CORS_ALLOWED_ORIGINS",
                "http://localhost:5173,http://127.0.0.1:5173,http://localhost:3000,http://127.0.0.1:3000",
                "exact origins that may call the API; JSON array or commas",
                aliases=("LEDGER_SYNC_CORS_ORIGINS",),
            ),
            Variable("RATE_LIMITS", "true", "request limits; refused to be false in production"),
            Variable("METRICS_PUBLIC", "false", "/metrics for every address, not this machine's only"),
        ),
    ),
    Section(
        "People",
        (
            Variable("REGISTRATION", "open", "open, invite or closed"),
            Variable("AUTH_PASSWORD_ENABLED", "true", "false leaves only OAuth"),
            Variable("PASSWORD_MIN_LENGTH", "10", "15 is better"),
            Variable("EMAIL_VERIFICATION", "none", "none or required"),
            Variable("ACCESS_TOKEN_EXPIRE_MINUTES", "30", "life of an access token"),
            Variable("REFRESH_TOKEN_EXPIRE_DAYS", "7", "life of an unused refresh token"),
            Variable("DEFAULT_CURRENCY", "INR", "base currency of new users"),
            Variable("DEFAULT_TIME_ZONE", "Asia/Kolkata", "time zone of new users"),
            Variable("GOOGLE_CLIENT_ID", "", "login with Google"),
            _secret("GOOGLE_CLIENT_SECRET", "login with Google"),
            Variable("GITHUB_CLIENT_ID", "", "login with GitHub"),
            _secret("GITHUB_CLIENT_SECRET", "login with GitHub"),
            Variable(
                "GOOGLE_AUTHORIZE_URL",
                "https://accounts.google.com/o/oauth2/v2/auth",
                "where Google asks its user",
            ),
            Variable("GOOGLE_TOKEN_URL", "https://oauth2.googleapis.com/token", "where Google takes codes"),
            Variable(
                "GOOGLE_USERINFO_URL",
                "https://www.googleapis.com/oauth2/v3/userinfo",
                "where Google says who signed in",
            ),
            Variable("GITHUB_URL", "https://github.com", "GitHub, or an Enterprise server"),
            Variable(
                "GITHUB_API_URL", "https://api.github.com", "its API; https://host/api/v3 of the latter"
            ),
            Variable("OAUTH_TIMEOUT_SECONDS", "10", "longest call of a sign-in provider"),
            _secret(
                "EMAIL_URL",
                "smtp://user:password@host:587 (STARTTLS) or smtps://…:465; <data>/mail when empty",
            ),
            Variable("DEFAULT_FROM_EMAIL", "moneta@localhost", "sender of our mail"),
            Variable(
                "NOTIFICATION_CHANNELS",
                "preferences.services.channels.in_app,preferences.services.channels.email,"
                "preferences.services.channels.webhooks",
                "functions that pass a notification on; add your own for SMS and the like",
            ),
            Variable(
                "WEBHOOK_PRIVATE_HOSTS",
                "",
                "host:port of private places that users' webhooks may reach, by http too; none when empty",
            ),
        ),
    ),
    Section(
        "Banks",
        (
            Variable("SYNC_INTERVAL_MINUTES", "15", "time between two syncs of a connection"),
            Variable("SYNC_TIMEOUT_SECONDS", "30", "longest call of a bank"),
            Variable("SYNC_LOOK_SECONDS", "60", "whose time has come is looked up this often"),
            Variable("SYNC_RETRY_SECONDS", "1", "first pause within a sync when a bank does not answer"),
            Variable("SYNC_PAUSE_SECONDS", "60", "pause when a bank throttles and does not say how long"),
            Variable("SYNC_BACKOFF_SECONDS", "3600,21600,86400", "pauses from the third failure in a row"),
            Variable(
                "BALANCE_REFRESH_CRON",
                "0 5 * * *",
                "nightly balances",
                aliases=("SCHED_BALANCE_REFRESH_CRON",),
            ),
            Variable("MOCK_BANKS", "", "the practice banks under /mockbank/; true outside production"),
            Variable(
                "MOCK_BANK_URL", "", "where they are; this machine, port 8000 or the one served, when empty"
            ),
            Variable("PLAID_CLIENT_ID", "", "Plaid's name for you"),
            _secret("PLAID_SECRET", "Plaid's secret of that environment"),
            Variable("PLAID_ENV", "sandbox", "sandbox or production"),
            Variable("PLAID_BASE_URL", "", "any server that speaks Plaid's contract; PLAID_ENV's when empty"),
            Variable(
                "PLAID_LINK_URL",
                "https://cdn.plaid.com/link/v2/stable/link-initialize.js",
                "the script of Plaid's dialogue; no other page loads it",
            ),
            Variable("PLAID_REDIRECT_URI", "", "/app/banks/plaid here, if Plaid's dashboard has it"),
            Variable("PLAID_PRODUCTS", "transactions", "JSON array or commas"),
            Variable("PLAID_COUNTRY_CODES", "US", "JSON array or commas"),
        ),
    ),
    Section(
        "Jobs (leases and back-off; the defaults fit)",
        (
            Variable("JOB_POLL_SECONDS", "1", "an idle thread looks for work this often"),
            Variable("JOB_TICK_SECONDS", "5", "schedules are looked at this often"),
            Variable("JOB_LEASE_SECONDS", "110", "a silent worker's job is taken over after this"),
            Variable("JOB_TIME_LIMIT_SECONDS", "3600", "longest run of one job"),
            Variable("JOB_RETRIES", "5", "attempts before a job counts as failed"),
            Variable("JOB_BACKOFF_SECONDS", "30", "first pause; each next is twice as long"),
            Variable("JOB_BACKOFF_MAX_SECONDS", "3600", "longest pause"),
        ),
    ),
    Section(
        "Assistant",
        (
            Variable("AWS_REGION", "us-east-1", "region of Bedrock"),
            Variable("BEDROCK_MODELS", "", "models that users may choose; JSON array or commas"),
            Variable("BEDROCK_USER_KEYS", "false", "users may bring their own bearer key"),
        ),
    ),
    Section(
        "Targets that /metrics is measured against",
        (
            Variable("API_LATENCY_TARGET_MS", "150", "median of a GET"),
            Variable("ALERT_LATENCY_TARGET_SECONDS", "60", "transaction seen → alert sent"),
        ),
    ),
)

VARIABLES: dict[str, Variable] = {
    variable.name: variable for section in SECTIONS for variable in section.variables
}


def example() -> str:
    """`.env.example`: each variable with its default, commented out: as it stands it changes nothing."""
    lines = [
        "# Every setting of Moneta with its default. Copy to .env and change what you need;",
        "# the process environment wins over the file. A secret X may also be in the file named by X_FILE.",
    ]
    for section in SECTIONS:
        lines += ["", f"# --- {section.title}"]
        lines += [_example_line(variable) for variable in section.variables]
    return "\n".join(lines) + "\n"


def _example_line(variable: Variable) -> str:
    also = f" (also {', '.join(variable.aliases)})" if variable.aliases else ""
    return f"# {variable.about}{also}\n#{variable.name}={variable.default}"


if __name__ == "__main__":
    print(example(), end="")  # noqa: T201 - this is the command that writes .env.example
