"""`/metrics`, for Prometheus."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from config.drf.errors import error_response
from config.jobs.selectors.outbox import outbox_state
from config.jobs.selectors.queue import queue_state, scheduler_age
from config.lib.metrics import scrape_registry
from config.service.pages import Page

FORWARDED = ("X-Forwarded-For", "X-Real-IP", "Forwarded")


class Queue(Collector):
    def collect(self) -> Iterator[Metric]:
        state, age = queue_state(), scheduler_age()
        depth = GaugeMetricFamily("moneta_jobs", "Jobs that are not done.", labels=["state"])
        for name, count in state.depths.items():
            depth.add_metric([name], count)
        yield depth
        oldest = state.oldest_due.total_seconds()
        yield GaugeMetricFamily("moneta_jobs_oldest_due_seconds", "Wait of the oldest due job.", value=oldest)
        if age is not None:
            yield GaugeMetricFamily(
                "moneta_scheduler_age_seconds", "Since a scheduler last looked.", value=age.total_seconds()
            )


class Outbox(Collector):
    def collect(self) -> Iterator[Metric]:
        state = outbox_state()
        depth = GaugeMetricFamily("moneta_outbox", "Messages that nobody has taken.", labels=["state"])
        for name, count in state.depths.items():
            depth.add_metric([name], count)
        yield depth
        oldest = state.oldest_waiting.total_seconds()
        yield GaugeMetricFamily("moneta_outbox_oldest_seconds", "Wait of the oldest message.", value=oldest)


class NotModified(Collector):
    """The share of 304 among the answers 200 and 304 to GET."""

    def collect(self) -> Iterator[Metric]:
        counts = {"200": 0.0, "304": 0.0}
        for metric in scrape_registry(()).collect():
            for sample in metric.samples:
                status = sample.labels.get("status", "")
                if (
                    sample.name.endswith("_count")
                    and sample.labels.get("method") == "GET"
                    and status in counts
                ):
                    counts[status] += sample.value
        share = counts["304"] / max(sum(counts.values()), 1)
        yield GaugeMetricFamily("moneta_http_not_modified_share", self.__doc__ or "", value=share)


class Metrics(Page):
    def get(self, request: HttpRequest) -> HttpResponse:
        if not (settings.METRICS_PUBLIC or is_local(request)):
            return error_response(404)
        registry = scrape_registry((Queue(), Outbox(), NotModified()))
        return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def is_local(request: HttpRequest) -> bool:
    """From this machine itself, not through a proxy on it."""
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
