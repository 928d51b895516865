"""Where things are: the project, its virtual environment, its Python."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# From outside they would change what our Python imports or where pip installs.
_LEAKS = (
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONSTARTUP",
    "__PYVENV_LAUNCHER__",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_ROOT",
    "PIP_PYTHON",
)


@dataclass(frozen=True)
class Place:
    """`MONETA_VENV` puts the virtual environment elsewhere, for a second Python beside the first."""

    root: Path
    venv: Path

    @classmethod
    def here(cls) -> Place:
        return cls(root=ROOT, venv=Path(os.environ.get("MONETA_VENV") or ROOT / ".venv").absolute())

    @property
    def programs(self) -> Path:
        return self.venv / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self) -> Path:
        return self.programs / ("python.exe" if os.name == "nt" else "python")

    def environment(self, **extra: str) -> dict[str, str]:
        """The environment of every program that is started: this one's without leaks."""
        kept = {name: value for name, value in os.environ.items() if name not in _LEAKS}
        return {
            **kept,
            "VIRTUAL_ENV": str(self.venv),
            "PATH": f"{self.programs}{os.pathsep}{os.environ.get('PATH', '')}",
            "PYTHONNOUSERSITE": "1",
            **extra,
        }


def host_python() -> str:
    """The Python that a new environment is made from: never one that lives in an environment itself."""
    return getattr(sys, "_base_executable", None) or sys.executable
