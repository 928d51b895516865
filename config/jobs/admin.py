"""The queue and the outbox for operators: rows to read, dead jobs and dead letters to try again."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from config.jobs.models import Job, OutboxMessage, Schedule
from config.jobs.services.failures import retry_job
from config.jobs.services.outbox import retry_message
from config.lib.admin import ReadOnlyAdmin


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = (
        "id",
        "kind",
        "key",
        "state",
        "run_at",
        "attempts",
        "error_class",
        "error_text",
        "done_at",
    )
    list_filter = ("state", "kind")
    search_fields = ("kind", "key", "error_class")
    ordering = ("-id",)
    actions = ("retry_dead",)

    @admin.action(description="Try the dead jobs among these again", permissions=("operate",))
    def retry_dead(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        count = sum(retry_job(job) is not None for job in queryset.filter(state=Job.State.DEAD))
        self.message_user(request, f"Tried again: {count}", messages.SUCCESS)


@admin.register(Schedule)
class ScheduleAdmin(ReadOnlyAdmin):
    list_display = ("kind", "every_seconds", "cron", "next_at", "last_at", "heartbeat")
    ordering = ("kind",)


@admin.register(OutboxMessage)
class OutboxMessageAdmin(ReadOnlyAdmin):
    list_display = (
        "id",
        "channel",
        "recipient",
        "state",
        "attempts",
        "last_error",
        "created_at",
        "sent_at",
        "key",
    )
    list_filter = ("state", "channel")
    search_fields = ("recipient", "key", "message_id")
    ordering = ("-id",)
    exclude = ("payload",)  # sealed
    actions = ("retry_dead",)

    @admin.action(description="Try the dead letters among these again", permissions=("operate",))
    def retry_dead(self, request: HttpRequest, queryset: QuerySet[OutboxMessage]) -> None:
        count = sum(retry_message(message) for message in queryset.filter(state=OutboxMessage.State.DEAD))
        self.message_user(request, f"Tried again: {count}", messages.SUCCESS)
