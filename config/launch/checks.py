"""`run.py check`: every rule that a tool can hold the code to. All run even if one fails."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from config.launch import secretsfile, virtualenv
from config.launch.console import say
from config.launch.place import Place
from config.launch.stamp import DEVELOPMENT

_PRODUCTION = {"MONETA_ENV": "production", "ALLOWED_HOSTS": "moneta.example", "RATE_LIMITS": "true"}


@dataclass(frozen=True)
class Check:
    name: str
    command: tuple[str, ...]  # behind the environment's `python -m`, or manage.py
    settings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    check: Check
    passed: bool
    seconds: float
    output: str


def _manage(name: str, *arguments: str, settings: dict[str, str] | None = None) -> Check:
    return Check(name, ("manage.py", *arguments), settings or {})


def _module(name: str, *arguments: str) -> Check:
    return Check(name, ("-m", *arguments))


CHECKS = (
    _module("types (mypy)", "mypy", "."),
    _module("lint (ruff)", "ruff", "check", "."),
    _module("format (ruff)", "ruff", "format", "--check", "."),
    Check("imports (import-linter)", ("-c", "from importlinter.cli import lint_imports_command as m; m()")),
    _manage("migrations", "makemigrations", "--check", "--dry-run"),
    _manage("deployment", "check", "--deploy", "--fail-level=WARNING", settings=_PRODUCTION),
    _manage("schema", "spectacular", "--validate", "--fail-on-warn", "--file", os.devnull),
    _module("security (bandit)", "bandit", "-q", "-r", ".", "-c", "pyproject.toml"),
)


def main(place: Place, arguments: list[str]) -> int:
    """Arguments choose checks by a part of their name; none = all. 1 when any failed."""
    virtualenv.ensure(place, DEVELOPMENT)
    chosen = [check for check in CHECKS if not arguments or any(word in check.name for word in arguments)]
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="moneta-check-") as data, ThreadPoolExecutor(2) as pool:
        environment = _environment(place, data)
        outcomes = list(pool.map(lambda check: _run(place, check, environment), chosen))
    failed = sum(not outcome.passed for outcome in outcomes)
    say(f"{len(outcomes) - failed} passed, {failed} failed in {time.monotonic() - started:.1f} s")
    return 1 if failed or not outcomes else 0


def _environment(place: Place, data: str) -> dict[str, str]:
    """Secrets and a database of this run, whatever the developer's own settings are."""
    own = {"DATABASE_URL": "", "REDIS_URL": "", "MONETA_ENV_FILE": "", "MONETA_ENV": "local"}
    own |= {"DJANGO_SETTINGS_MODULE": "config.settings", "MONETA_DATA": data}
    return place.environment(**secretsfile.generate(), **own)


def _run(place: Place, check: Check, environment: dict[str, str]) -> Outcome:
    started = time.monotonic()
    done = subprocess.run(
        [str(place.python), *check.command],
        cwd=place.root,
        env={**environment, **check.settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    outcome = Outcome(check, done.returncode == 0, time.monotonic() - started, done.stdout)
    _report(outcome, place.root)
    return outcome


def _report(outcome: Outcome, root: Path) -> None:
    verdict = "ok    " if outcome.passed else "FAILED"
    line = f"{verdict} {outcome.seconds:6.1f} s  {outcome.check.name}"
    say(line if outcome.passed else f"{line}\n{outcome.output.replace(str(root) + os.sep, '').rstrip()}")
