"""The note in the virtual environment that says what was installed into it, written last.

A folder with a Python in it proves nothing: an install that was cut off leaves one too.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from dataclasses import dataclass, field
from pathlib import Path

NAME = "moneta-stamp.json"
RUNTIME = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"  # begins with `-r requirements.txt`


def python_version() -> str:
    return ".".join(platform.python_version_tuple()[:2])


def digest(root: Path, requirements: str) -> str:
    names = (RUNTIME,) if requirements == RUNTIME else (RUNTIME, requirements)
    return hashlib.sha256(b"\0".join((root / name).read_bytes() for name in names)).hexdigest()


@dataclass(frozen=True)
class Stamp:
    python: str = ""
    installed: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, venv: Path) -> Stamp:
        try:
            fields = json.loads((venv / NAME).read_text(encoding="utf-8"))  # noqa: TID251 - our own file
            return cls(python=str(fields["python"]), installed=dict(fields["installed"]))
        except (OSError, ValueError, KeyError, TypeError):
            return cls()

    def covers(self, root: Path, requirements: str) -> bool:
        return self.python == python_version() and self.installed.get(requirements) == digest(
            root, requirements
        )

    def with_installed(self, root: Path, requirements: str) -> Stamp:
        """The development requirements hold the runtime's."""
        names = {RUNTIME, requirements}
        kept = self.installed if self.python == python_version() else {}
        return Stamp(python_version(), {**kept, **{name: digest(root, name) for name in names}})

    def write(self, venv: Path) -> None:
        draft = venv / f"{NAME}.{os.getpid()}"
        draft.write_text(json.dumps({"python": self.python, "installed": self.installed}), encoding="utf-8")
        draft.replace(venv / NAME)
