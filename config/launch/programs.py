"""Starting programs of the virtual environment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import NoReturn

from config.launch.console import LaunchError
from config.launch.place import Place


def run_manage(place: Place, *arguments: str, environment: Mapping[str, str]) -> None:
    command = [str(place.python), "manage.py", *arguments]
    done = subprocess.run(command, cwd=place.root, env=dict(environment), check=False)
    if done.returncode:
        raise LaunchError(f"manage.py {arguments[0]} ended with {done.returncode}; see above.")


def migrate(place: Place, environment: Mapping[str, str]) -> None:
    """Without the limit that requests have: an index of a large table may take its time."""
    unlimited = {**environment, "DB_STATEMENT_TIMEOUT_SECONDS": "0"}
    run_manage(place, "migrate", "--no-input", "--verbosity=0", environment=unlimited)


def become(place: Place, arguments: Sequence[str], *, environment: Mapping[str, str]) -> NoReturn:
    """Run the environment's Python with these arguments in place of this process: signals reach it."""
    command = [str(place.python), *arguments]
    os.chdir(place.root)
    sys.stdout.flush()
    if os.name == "posix":
        os.execve(command[0], command, dict(environment))  # noqa: S606 - our own Python
    raise SystemExit(subprocess.run(command, env=dict(environment), check=False).returncode)
