"""Kinds of jobs that exist in the processes of tests only."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime

from django.db import transaction

from config.jobs.errors import LeaseLost
from config.jobs.models import Job
from config.jobs.registry import register
from config.jobs.services.lease import finish
from config.jobs.services.queue import enqueue

NEVER = datetime(2999, 1, 1, tzinfo=UTC)
EFFECT = "test.effect"
HOLD = "test.hold"


def hold(job: Job) -> None:
    """Its effect is one waiting row of kind `test.effect`, written in the transaction of its end."""
    with (
        socket.create_connection(("127.0.0.1", int(os.environ["STAGE_PORT"]))) as connected,
        connected.makefile("rw", encoding="utf-8") as stream,
    ):
        print(os.getpid(), job.pk, job.fence, file=stream, flush=True)
        stream.readline()
        try:
            write_effect(job)
        except LeaseLost:
            print("lost", file=stream, flush=True)
            raise
        print("done", file=stream, flush=True)


def write_effect(job: Job) -> None:
    with transaction.atomic():
        enqueue(EFFECT, run_at=NEVER)
        finish(job)


register(HOLD, hold)
register(EFFECT, print)
