"""A request that enqueues and is over: `python -m config.jobs.tests.request KIND`."""

from __future__ import annotations

import sys

import django

if __name__ == "__main__":
    django.setup()

    from django.db import transaction

    from config.jobs.services.queue import enqueue
    from config.jobs.tests import kinds  # noqa: F401 - registers

    with transaction.atomic():
        enqueue(sys.argv[1])
