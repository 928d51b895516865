"""`/health`, `/healthz`, `/readyz`: for load balancers, orchestrators and people."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpResponse
from rest_framework.request import Request

from config.drf.schema import operation
from config.drf.structs import Answer
from config.drf.views import ApiView, answer
from config.lib import clock
from config.lib.errors import Unavailable
from config.service.probes import Check, check_all, ping_database


class HealthOut(Answer, kw_only=True):
    status: Literal["healthy"] = "healthy"
    timestamp: datetime
    version: str


class ReadinessOut(Answer, kw_only=True):
    status: Literal["ready"] = "ready"
    timestamp: datetime
    version: str
    checks: dict[str, Check]


class ServiceView(ApiView):
    """For anybody: a token that comes along is not looked at, and without a user no limit applies."""

    authentication_classes = ()
    permission_classes = ()


class Healthz(ServiceView):
    @operation("healthz", tag="Service", summary="Does the process answer?", answers={200: HealthOut})
    def get(self, request: Request) -> HttpResponse:
        return answer(healthy())


class Health(ServiceView):
    @operation("health", tag="Service", summary="Is the service healthy?", answers={200: HealthOut})
    def get(self, request: Request) -> HttpResponse:
        try:
            ping_database()
        except (DatabaseError, InterfaceError) as problem:
            error = "The database does not answer"
            raise Unavailable(error, retry_after=5, extra=about("unhealthy")) from problem
        return answer(healthy())


class Readyz(ServiceView):
    @operation("readyz", tag="Service", summary="What the service stands on", answers={200: ReadinessOut})
    def get(self, request: Request) -> HttpResponse:
        checks = check_all()
        failed = [name for name, check in checks.items() if check.required and check.status == "failed"]
        if failed:
            extra = {**about("not ready"), "checks": checks}
            raise Unavailable("Not ready", detail=f"failed: {', '.join(failed)}", retry_after=5, extra=extra)
        return answer(ReadinessOut(checks=checks, timestamp=clock.now(), version=settings.API_VERSION))


def healthy() -> HealthOut:
    return HealthOut(timestamp=clock.now(), version=settings.API_VERSION)


def about(status: str) -> dict[str, Any]:
    return {"status": status, "timestamp": clock.now(), "version": settings.API_VERSION}
