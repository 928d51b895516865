"""The commands of `run.py`."""

from __future__ import annotations

import os
from collections.abc import Callable

from config import environment as settings
from config.launch import checks, demo, programs, secretsfile, serve, virtualenv
from config.launch.console import LaunchError, say
from config.launch.place import Place
from config.launch.stamp import DEVELOPMENT, RUNTIME

USAGE = """\
python3 run.py <command>

  demo [--once] [--port N] [--reset]     try it: example ledger, report, server
  serve [--host H] [--port N] [--data D] the server on this machine, your own data
  test [--full] [pytest arguments]       the tests; --full adds the long ones
  check [names]                          lint, types, imports, migrations, schema, security
  bench [arguments]                      measured against the bare statements
  manage <command> [arguments]           Django's own commands

The first command makes .venv and installs the pinned requirements."""


def main(arguments: list[str]) -> int:
    name, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if name in {"", "-h", "--help", "help"}:
        say(USAGE)
        return 0 if name else 2
    if name not in COMMANDS:
        say(f"run.py has no command {name!r}.\n\n{USAGE}")
        return 2
    try:
        return COMMANDS[name](Place.here(), rest)
    except (LaunchError, settings.SettingError) as error:
        say(f"\n{error}")
        return 1
    except KeyboardInterrupt:
        return 130


def test(place: Place, arguments: list[str]) -> int:
    virtualenv.ensure(place, DEVELOPMENT)
    programs.become(place, ["-m", "pytest", *arguments], environment=place.environment())


def manage(place: Place, arguments: list[str]) -> int:
    virtualenv.ensure(place, RUNTIME)
    return _manage(place, arguments)


def bench(place: Place, arguments: list[str]) -> int:
    virtualenv.ensure(place, DEVELOPMENT)
    return _manage(place, ["bench", *arguments])


def _manage(place: Place, arguments: list[str]) -> int:
    os.umask(0o077)  # what a command writes into the data folder is its owner's
    secretsfile.ensure(*settings.load(place.root))
    programs.become(place, ["manage.py", *arguments], environment=place.environment())


COMMANDS: dict[str, Callable[[Place, list[str]], int]] = {
    "demo": demo.main,
    "serve": serve.main,
    "test": test,
    "check": checks.main,
    "bench": bench,
    "manage": manage,
}
