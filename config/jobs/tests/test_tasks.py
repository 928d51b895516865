"""The kinds that the product itself registers, in a process that has registered nothing else."""

from __future__ import annotations

import os
import subprocess
import sys

from django.conf import settings


def printed(expression: str) -> list[str]:
    """The words that a new embedded process prints for an expression."""
    code = f"import sys, django; django.setup(); from config.jobs import registry; print({expression})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env=os.environ | {"REDIS_URL": ""},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.split()


def test_the_housekeeping_has_its_schedules() -> None:
    assert {"jobs.prune", "kit.prune"} <= set(printed("*[kind.name for kind in registry.scheduled_kinds()]"))


def test_celery_is_not_even_imported_without_redis() -> None:
    assert printed("'celery' in sys.modules") == ["False"]
