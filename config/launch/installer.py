"""What is missing from the virtual environment, and who can install it: its pip, the host's pip, or uv."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from config.launch.console import LaunchError
from config.launch.place import Place, host_python

ADVICE = (
    "This Python cannot install packages: it has no ensurepip, and neither pip >= 22.3 nor uv was found.\n"
    "On Debian or Ubuntu: apt install python3-venv. Elsewhere: install pip or uv for it. Then start again."
)
_LEAST_PIP = (22, 3)  # the first that installs into another environment with --python
_COUNT_UNMET = """
import re, sys
from importlib import metadata
unmet = 0
for path in sys.argv[1:]:
    for line in open(path, encoding="utf-8"):
        pin = re.match(r"([A-Za-z0-9._-]+)(?:\\[[^\\]]*\\])?==(\\S+)", line)
        if pin:
            try:
                unmet += metadata.version(pin[1]) != pin[2]
            except metadata.PackageNotFoundError:
                unmet += 1
print(unmet)
"""


def unmet(place: Place, requirements: str) -> int:
    """How many pins of the file, and of those that it includes, are absent or of another version."""
    files = requirement_files(place.root, requirements)
    command = [str(place.python), "-I", "-c", _COUNT_UNMET, *map(str, files)]
    counted = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(counted.stdout)


def requirement_files(root: Path, requirements: str) -> list[Path]:
    path = root / requirements
    lines = path.read_text(encoding="utf-8").splitlines()
    included = [line.removeprefix("-r ").strip() for line in lines if line.startswith("-r ")]
    return [path, *(file for name in included for file in requirement_files(root, name))]


def install(place: Place, requirements: str) -> None:
    command = _installer(place)
    if command is None:
        raise LaunchError(ADVICE)
    # The person's own pip configuration (indexes, certificates, proxies) counts; --user does not.
    environment = place.environment(
        PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0", PIP_DISABLE_PIP_VERSION_CHECK="1"
    )
    done = subprocess.run([*command, "-r", str(place.root / requirements)], env=environment, check=False)
    if done.returncode:
        raise LaunchError(f"Installing {requirements} failed (see above). Nothing is half-done: start again.")


def _installer(place: Place) -> list[str] | None:
    if _pip_version([str(place.python)]):
        return [str(place.python), "-I", "-m", "pip", "install", "-qq"]
    if _pip_version([host_python()]) >= _LEAST_PIP:
        return [host_python(), "-I", "-m", "pip", "--python", str(place.python), "install", "-qq"]
    if uv := shutil.which("uv"):
        return [uv, "pip", "install", "--quiet", "--python", str(place.python)]
    return None


def _pip_version(python: list[str]) -> tuple[int, ...]:
    """() when that Python has no pip."""
    command = [*python, "-I", "-c", "import pip; print(pip.__version__)"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    numbers = found.stdout.strip().split(".")[:2]
    return tuple(int(number) for number in numbers if number.isdigit())
