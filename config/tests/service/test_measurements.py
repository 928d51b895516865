from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from config.jobs.models import Job, Schedule
from config.jobs.services.queue import claim, enqueue
from config.jobs.tests.factories import OutboxMessageFactory
from config.jobs.tests.stage import database_url
from config.lib import clock
from config.tests.service.alone import ask, ask_for_text

pytestmark = pytest.mark.django_db


def read(client: Client) -> dict[str, float]:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain; version=")
    lines = [line for line in answer.content.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def count(metrics: dict[str, float], method: str, route: str, status: int) -> float:
    labels = f'method="{method}",route="{route}",status="{status}"'
    return metrics.get(f"moneta_http_request_seconds_count{{{labels}}}", 0)


def test_requests_are_counted_by_route_and_status(client: Client) -> None:
    before = read(client)
    client.get("/api/health?query=whispered")
    client.post("/v1/health")
    client.get("/nothing/whispered-name")
    after = read(client)
    for method, route, status in (
        ("GET", "/api/health", 200),
        ("POST", "/v1/health", 405),
        ("GET", "(none)", 404),
    ):
        assert count(after, method, route, status) - count(before, method, route, status) == 1
    assert "whispered" not in "".join(after)


def test_a_made_up_method_makes_no_series_of_its_own(client: Client) -> None:
    client.generic("FROBNICATE", "/health")
    found = read(client)
    assert count(found, "OTHER", "/health", 405) >= 1
    assert not any("FROBNICATE" in name for name in found)


def test_the_share_of_answers_that_had_not_changed(client: Client) -> None:
    found = read(client)
    pattern = r'moneta_http_request_seconds_count\{method="GET",.*status="(200|304)"\}'
    counts = {"200": 0.0, "304": 0.0}
    for name, value in found.items():
        if match := re.fullmatch(pattern, name):
            counts[match[1]] += value
    share = counts["304"] / sum(counts.values())
    assert found["moneta_http_not_modified_share"] == pytest.approx(share)


def test_the_queue(client: Client) -> None:
    now = clock.now()
    for minutes in (10, 5):
        enqueue("jobs.prune", run_at=now - timedelta(minutes=minutes))
    claim()
    enqueue("jobs.prune", run_at=now + timedelta(hours=1))
    Job.objects.create(kind="jobs.prune", state="dead", run_at=now, created_at=now)
    Schedule.objects.create(kind="any", every_seconds=60, next_at=now, heartbeat=now - timedelta(seconds=30))
    found = read(client)
    depths = {
        state: found[f'moneta_jobs{{state="{state}"}}'] for state in ("due", "later", "running", "dead")
    }
    assert depths == {"due": 1, "later": 1, "running": 1, "dead": 1}
    assert 300 <= found["moneta_jobs_oldest_due_seconds"] < 360
    assert 30 <= found["moneta_scheduler_age_seconds"] < 90


def test_an_empty_queue(client: Client) -> None:
    found = read(client)
    assert found["moneta_jobs_oldest_due_seconds"] == 0
    assert "moneta_scheduler_age_seconds" not in found


@pytest.mark.parametrize(
    "origin",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"REMOTE_ADDR": "::1", "HTTP_X_REAL_IP": "192.0.2.7"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=192.0.2.7"},
    ],
)
def test_it_is_for_this_machine_unless_a_setting_opens_it(
    client: Client, settings: Settings, origin: dict[str, str]
) -> None:
    answer = client.get("/metrics", **origin)  # type: ignore[arg-type]  # Django's stubs know named extras only
    assert answer.status_code == 404
    assert answer.json()["error"] == "Not found"
    settings.METRICS_PUBLIC = True
    assert client.get("/metrics", **origin).status_code == 200  # type: ignore[arg-type]  # as above


def test_this_machine_by_ipv6(client: Client) -> None:
    assert client.get("/metrics", REMOTE_ADDR="::1").status_code == 200


def test_several_processes_are_counted_as_one(tmp_path: Path) -> None:
    environment = {"DATABASE_URL": database_url(), "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    for _ in range(3):
        assert ask("/healthz", **environment)[0] == 200
    status, text = ask_for_text("/metrics", **environment)
    assert status == 200
    series = 'moneta_http_request_seconds_count{method="GET",route="/healthz",status="200"}'
    assert f"{series} 3.0" in text.splitlines()
    assert len(list(tmp_path.glob("histogram_*.db"))) == 4


def test_the_outbox(client: Client) -> None:
    empty = read(client)
    assert [empty[f'moneta_outbox{{state="{state}"}}'] for state in ("waiting", "dead", "filed")] == [0, 0, 0]
    assert empty["moneta_outbox_oldest_seconds"] == 0
    now = clock.now()
    OutboxMessageFactory(created_at=now - timedelta(minutes=2))
    OutboxMessageFactory(created_at=now)
    OutboxMessageFactory(state="dead", created_at=now - timedelta(days=1))
    OutboxMessageFactory(state="filed", created_at=now, sent_at=now)
    OutboxMessageFactory(state="sent", created_at=now, sent_at=now)
    found = read(client)
    assert [found[f'moneta_outbox{{state="{state}"}}'] for state in ("waiting", "dead", "filed")] == [2, 1, 1]
    assert 120 <= found["moneta_outbox_oldest_seconds"] < 150
