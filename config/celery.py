"""Celery carries the queue's wake-up messages to workers and rings the clock: `celery -A config worker`.

The job row is the truth; a message is only the id of a row that may be due.
"""

from __future__ import annotations

import os

import django
from celery import Celery
from django.apps import apps
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
if not apps.ready:  # a worker starts here, a web process and a command do not
    django.setup()

from config.jobs.services.reaper import resend
from config.jobs.services.runner import run_one, tick

app = Celery("moneta", broker=settings.REDIS_URL)
app.conf.update(
    accept_content=["json"],
    task_serializer="json",
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_default_queue="moneta",
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    broker_transport_options={"socket_connect_timeout": 2, "socket_timeout": 5, "socket_keepalive": True},
    beat_schedule={
        "tick": {
            "task": "jobs.tick",
            "schedule": settings.JOB_TICK_SECONDS,
            "options": {"expires": settings.JOB_TICK_SECONDS},
        }
    },
    beat_schedule_filename=str(settings.DATA_DIR / "celerybeat-schedule"),
    timezone="UTC",
)


@app.task(name="jobs.run")
def run_job(job_id: int) -> None:
    run_one(job_id)


@app.task(name="jobs.tick")
def ring() -> None:
    tick()
    resend()


def wake(job_id: int) -> None:
    """One try: when Redis does not answer, the next tick that reaches a worker sends it again."""
    app.send_task("jobs.run", args=[job_id], retry=False)
