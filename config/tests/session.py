"""What one run of the tests is: its own data folder, the same examples each time, and which tests it takes.

The long ones and those that need a browser are left out unless asked for: `--full` takes all, `--browser`
adds the browser's. Imported by `-p` before Django reads its settings.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

import pytest
from hypothesis import settings

settings.register_profile("moneta", deadline=None, derandomize=True)
settings.load_profile("moneta")

# "gw0", "gw1", … in the processes of `pytest -n`; they share nothing, or one would empty what another uses.
_process = os.environ.get("PYTEST_XDIST_WORKER", "")

if _process or "MONETA_DATA" not in os.environ:
    _folder = tempfile.mkdtemp(prefix="moneta-test-")
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    os.environ["MONETA_DATA"] = _folder

if _process and os.environ.get("REDIS_URL"):
    _server, _, _number = os.environ["REDIS_URL"].rpartition("/")
    os.environ["REDIS_URL"] = f"{_server}/{int(_number) - int(_process.removeprefix('gw'))}"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("moneta")
    group.addoption("--full", action="store_true", help="also the tests that take long or need a browser")
    group.addoption("--browser", action="store_true", help="also the tests that need Chromium")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = set()
    if not config.option.full:
        left_out.add("slow")
        if not config.option.browser:
            left_out.add("browser")
    taken = [item for item in items if not left_out.intersection(mark.name for mark in item.iter_markers())]
    if dropped := [item for item in items if item not in taken]:
        config.hook.pytest_deselected(items=dropped)
        items[:] = taken
