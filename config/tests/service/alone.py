"""One request in a process of its own, for what cannot be broken in this one: `python -m … PATH`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from django.conf import settings


def ask(path: str, **environment: str) -> tuple[int, dict[str, Any]]:
    """Status and JSON body of GET `path` by a new process in that environment."""
    status, text = ask_for_text(path, **environment)
    return status, json.loads(text)


def ask_for_text(path: str, **environment: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", __name__, path],
        cwd=settings.BASE_DIR,
        env=os.environ | environment,
        capture_output=True,
        check=True,
        timeout=60,
    )
    status, _, text = done.stdout.decode().partition("\n")
    return int(status), text


if __name__ == "__main__":
    import django

    django.setup()

    from django.test import Client

    answer = Client(raise_request_exception=False).get(sys.argv[1], HTTP_HOST="localhost")
    sys.stdout.write(f"{answer.status_code}\n{answer.content.decode()}")
