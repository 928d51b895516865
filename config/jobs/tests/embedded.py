"""A process with the embedded engine, as `run.py serve` has it: `python -m config.jobs.tests.embedded`."""

from __future__ import annotations

import signal

import django

if __name__ == "__main__":
    django.setup()

    from config.jobs import engine
    from config.jobs.tests import kinds  # noqa: F401 - registers

    engine.start()
    signal.pause()
