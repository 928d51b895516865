"""One piece of work: the row is the queue and the truth, in both modes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Job(models.Model):
    """`fence` grows with every claim: who holds an older number has lost the job and may write nothing.

    `key` names what the work is about (an id as text). At most one job of a (kind, key) waits and at most
    one runs, so a burst of requests makes one run and one follow-up; jobs without a key are independent.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        DEAD = "dead"
        MERGED = "merged"  # it was to be tried again, and a waiting job of the same key does the same work

    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    run_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True, help_text="When a message about it last went out.")
    owner = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    fence = models.PositiveBigIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    error_class = models.CharField(max_length=120, blank=True)
    error_text = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "key"], condition=Q(state="waiting", key__gt=""), name="jobs_job_waiting_key"
            ),
            models.UniqueConstraint(
                fields=["kind", "key"], condition=Q(state="running", key__gt=""), name="jobs_job_running_key"
            ),
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False)
                | (~Q(state="running") & Q(lease_until__isnull=True)),
                name="jobs_job_lease_while_running",
            ),
        )
        indexes = (
            models.Index(fields=["run_at", "id"], condition=Q(state="waiting"), name="jobs_job_waiting"),
            models.Index(fields=["lease_until"], condition=Q(state="running"), name="jobs_job_running"),
            models.Index(fields=["done_at"], condition=Q(done_at__isnull=False), name="jobs_job_done"),
            models.Index(fields=["id"], condition=Q(state="dead"), name="jobs_job_dead"),
        )

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}" if self.key else self.kind
