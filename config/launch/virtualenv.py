"""The project's virtual environment: made once, filled with the pinned requirements once."""

from __future__ import annotations

import contextlib
import importlib.util
import subprocess
import time

from config.launch import installer, lock
from config.launch.console import LaunchError, say
from config.launch.place import Place, host_python
from config.launch.stamp import Stamp, python_version


def ensure(place: Place, requirements: str) -> None:
    """Leave `place.python` with everything of the requirements file; at once when the stamp says so.

    An environment without a stamp is taken over when it has what is pinned.
    """
    if place.python.exists() and Stamp.read(place.venv).covers(place.root, requirements):
        return
    place.venv.parent.mkdir(parents=True, exist_ok=True)
    with lock.held(place.venv.parent):
        if not Stamp.read(place.venv).covers(place.root, requirements) or not place.python.exists():
            _prepare(place, requirements)


def _prepare(place: Place, requirements: str) -> None:
    started = time.monotonic()
    if not is_usable(place):
        say(f"Making {place.venv} with Python {python_version()} …")
        create(place)
    if missing := installer.unmet(place, requirements):
        say(f"Installing {missing} pinned packages of {requirements} (once; about half a minute) …")
        installer.install(place, requirements)
        say(f"Ready after {time.monotonic() - started:.0f} s.")
    Stamp.read(place.venv).with_installed(place.root, requirements).write(place.venv)


def is_usable(place: Place) -> bool:
    """Its Python starts, and is the version that runs this."""
    answer = "import sys; print('%d.%d' % sys.version_info[:2])"
    with contextlib.suppress(OSError):
        found = subprocess.run(
            [place.python, "-I", "-c", answer], capture_output=True, text=True, check=False
        )
        return found.stdout.strip() == python_version()
    return False


def create(place: Place) -> None:
    """With pip where the Python brings one (Debian splits it off); else `installer` finds another."""
    command = [host_python(), "-I", "-m", "venv", "--clear"]
    made = _run_venv([*command, str(place.venv)]) if has_ensurepip() else None
    if made is None or made.returncode:
        made = _run_venv([*command, "--without-pip", str(place.venv)])
    if made.returncode:
        raise LaunchError(f"Python could not make {place.venv}:\n{made.stderr.strip()}\n{installer.ADVICE}")


def has_ensurepip() -> bool:
    try:
        return importlib.util.find_spec("ensurepip") is not None
    except (ImportError, ValueError):
        return False


def _run_venv(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)
