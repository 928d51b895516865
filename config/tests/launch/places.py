"""Small projects with a virtual environment of their own, filled from a folder, not from a network."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from pathlib import Path

from config.launch.place import Place
from config.launch.stamp import DEVELOPMENT, RUNTIME


def make_place(folder: Path, *, runtime: str = "", development: str = "") -> Place:
    (folder / RUNTIME).write_text(runtime, encoding="utf-8")
    (folder / DEVELOPMENT).write_text(f"-r {RUNTIME}\n{development}", encoding="utf-8")
    return Place(root=folder, venv=folder / ".venv")


def make_wheel(folder: Path, name: str, version: str) -> None:
    """A package of one empty module, as pip installs it."""
    record = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": b"",
        f"{record}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{record}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    lines = [f"{path},{_digest(content)},{len(content)}\n" for path, content in files.items()]
    files[f"{record}/RECORD"] = "".join([*lines, f"{record}/RECORD,,\n"]).encode()
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        for path, content in files.items():
            wheel.writestr(path, content)


def _digest(content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"sha256={digest}"
