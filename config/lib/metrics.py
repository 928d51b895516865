"""The instruments that Prometheus reads at /metrics, in a registry of our own.

With several web processes set PROMETHEUS_MULTIPROC_DIR (prometheus_client's own variable) to an empty
folder: then each process writes there and any of them answers for all.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

REGISTRY = CollectorRegistry()

REQUESTS = Histogram(
    "moneta_http_request_seconds",
    "Time to the first byte of an answer; its count is the number of requests.",
    labelnames=("method", "route", "status"),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.4, 1, 2.5, 10),
    registry=REGISTRY,
)


def scrape_registry(collectors: Iterable[Collector]) -> CollectorRegistry:
    """What one scrape reads: the instruments of all processes, and `collectors` that look at the moment."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # prometheus_client has no types here
    else:
        registry.register(REQUESTS)
    for collector in collectors:
        registry.register(collector)
    return registry
