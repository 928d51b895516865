"""`run.py serve`: the embedded server, one process with SQLite and its own scheduler threads."""

from __future__ import annotations

import argparse
import ipaddress
import os
from pathlib import Path
from typing import NoReturn

from config import environment as settings
from config.launch import ports, programs, secretsfile, virtualenv
from config.launch.console import say
from config.launch.place import Place
from config.launch.stamp import RUNTIME


def parser() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="run.py serve", description="Serve Moneta on this machine.")
    options.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
    )
    options.add_argument("--port", type=int, help="port (default: 8000, or the next free one)")
    options.add_argument("--data", type=Path, help="data folder (default: var/)")
    return options


def main(place: Place, arguments: list[str]) -> NoReturn:
    chosen = parser().parse_args(arguments)
    os.umask(0o077)  # ledger, secrets and mail are their owner's
    if chosen.data:
        os.environ["MONETA_DATA"] = str(chosen.data.absolute())
    virtualenv.ensure(place, RUNTIME)
    port = ports.choose(chosen.host, chosen.port)
    env, data = settings.load(place.root)
    first = secretsfile.ensure(env, data)
    programs.migrate(place, place.environment())
    if first:
        say(f"First start: secrets and database are in {data}.")
        say(f"Make the first user with:  {_prefix(place, data)}python3 run.py manage createsuperuser")
    listen(place, host=chosen.host, port=port)


def _prefix(place: Place, data: Path) -> str:
    return "" if data == place.root / "var" else f"MONETA_DATA={data} "


def listen(place: Place, *, host: str, port: int) -> NoReturn:
    """Say where, then become gunicorn: SIGTERM and Ctrl-C end it, in-flight requests first."""
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    say(f"Moneta   http://{bind}/")
    say(f"API      http://{bind}/docs   (also /redoc, /openapi.json)")
    say(f"Admin    http://{bind}/admin/")
    say("Stop with Ctrl-C.")
    command = ["-m", "gunicorn", "--config", "config/gunicorn.py", "--bind", bind, "config.wsgi"]
    if not settings.load(place.root)[0].text("MOCK_BANK_URL"):
        os.environ["MOCK_BANK_URL"] = f"http://127.0.0.1:{port}" if _is_anywhere(host) else f"http://{bind}"
    programs.become(place, command, environment=place.environment())


def _is_anywhere(host: str) -> bool:
    """Whether that is every address of this machine rather than one."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:  # a name
        return False
