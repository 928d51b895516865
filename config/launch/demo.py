"""`run.py demo`: real bank files and a three-year ledger in a folder of its own, then the server."""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
from pathlib import Path

from config import environment as settings
from config.launch import ports, programs, secretsfile, serve, virtualenv
from config.launch.console import LaunchError, say
from config.launch.place import Place
from config.launch.stamp import RUNTIME

EMAIL = "demo@moneta.example"
HOST = "127.0.0.1"
PASSWORD = "DEMO_PASSWORD"  # noqa: S105 - its name in the secrets file
# The demo is embedded whatever the person's own settings say.
_OWN = {
    "MONETA_ENV_FILE": "",
    "MONETA_ENV": "local",
    "DATABASE_URL": "",
    "REDIS_URL": "",
    "ALLOWED_HOSTS": "",
    "HTTPS": "",
    "DJANGO_SETTINGS_MODULE": "config.settings",
}


def parser() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="run.py demo", description="Try Moneta with example data.")
    options.add_argument("--once", action="store_true", help="print the report and stop")
    options.add_argument("--port", type=int, help="port (default: 8000, or the next free one)")
    options.add_argument("--data", type=Path, help="data folder (default: var/demo)")
    options.add_argument("--reset", action="store_true", help="begin again from an empty folder")
    return options


def main(place: Place, arguments: list[str]) -> int:
    """`manage.py demo_report` makes the user MONETA_DEMO_EMAIL / _PASSWORD, imports, and prints."""
    chosen = parser().parse_args(arguments)
    virtualenv.ensure(place, RUNTIME)
    os.umask(0o077)
    data = (chosen.data or place.root / "var" / "demo").absolute()
    if chosen.reset:
        empty(data)
    os.environ.update(_OWN, MONETA_DATA=str(data))
    secretsfile.ensure(settings.load(place.root)[0], data)
    password = secretsfile.remember(data, PASSWORD, secrets.token_urlsafe(12))
    environment = place.environment(MONETA_DEMO_EMAIL=EMAIL, MONETA_DEMO_PASSWORD=password)
    programs.migrate(place, environment)
    for part in ("demo_report", "demo_banks", "demo_figures"):
        programs.run_manage(place, part, environment=environment)
    if chosen.once:
        return 0
    say()
    say(f"Login    {EMAIL}   password {password}")
    return serve.listen(place, host=HOST, port=ports.choose(HOST, chosen.port))


def empty(data: Path) -> None:
    """Only what a demo has made: in any other folder there are no demo password and somebody's own files."""
    if not data.exists():
        return
    if PASSWORD not in settings.read_secrets(data / settings.SECRETS_FILE):
        raise LaunchError(f"{data} holds no demo; nothing was removed.")
    shutil.rmtree(data)
