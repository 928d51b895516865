"""Reads the lists of words beside this module: sections, keys, and wordings between commas."""

from __future__ import annotations

import re
from pathlib import Path


def load(name: str) -> dict[str, dict[str, list[str]]]:
    """Section -> key -> wordings. A line that begins with spaces goes on with the one above."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    found: dict[str, dict[str, list[str]]] = {}
    section: dict[str, list[str]] = {}
    for line in re.sub(r"\n +", " ", text).splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            key, _, wordings = line.partition(": ")
            section[key] = wordings.split(", ")
    return found
