"""What can be read off the container files is held to the settings and to the compose format."""

from __future__ import annotations

import re
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import yaml

from config.launch import healthcheck
from config.tests.launch.server import ROOT
from config.variables import VARIABLES

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
OURS = ("migrate", "web", "worker", "beat")
# The keys of the Compose Specification that this file uses.
SERVICE_KEYS = {
    "build",
    "cap_drop",
    "command",
    "depends_on",
    "environment",
    "healthcheck",
    "image",
    "ports",
    "read_only",
    "restart",
    "security_opt",
    "shm_size",
    "stop_grace_period",
    "tmpfs",
    "volumes",
}
HEALTH_KEYS = {"disable", "interval", "retries", "start_period", "test", "timeout"}


def test_the_services() -> None:
    assert sorted(SERVICES) == ["beat", "migrate", "postgres", "redis", "web", "worker"]
    assert {key for key in COMPOSE if not key.startswith("x-")} == {"name", "services", "volumes"}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_known_keys_only(name: str) -> None:
    service = SERVICES[name]
    assert service.keys() <= SERVICE_KEYS
    assert service.get("healthcheck", {}).keys() <= HEALTH_KEYS
    mounted = [volume.split(":")[0] for volume in service.get("volumes", [])]
    assert set(mounted) <= set(COMPOSE["volumes"])


@pytest.mark.parametrize("name", OURS)
def test_our_services_wait_for_what_they_need(name: str) -> None:
    conditions = {other: need["condition"] for other, need in SERVICES[name]["depends_on"].items()}
    expected = {"postgres": "service_healthy"}
    if name != "migrate":
        expected |= {"redis": "service_healthy", "migrate": "service_completed_successfully"}
    assert conditions == expected


@pytest.mark.parametrize("name", ["postgres", "redis", "worker", "beat"])
def test_what_is_waited_for_or_restarted_has_a_health_check(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}


@pytest.mark.parametrize("name", OURS)
def test_our_services_get_settings_that_exist_and_no_default_secret(name: str) -> None:
    environment: dict[str, str] = SERVICES[name]["environment"]
    assert environment.keys() <= VARIABLES.keys()
    assert environment["MONETA_ENV"] == "production"
    for secret in ("SECRET_KEY", "JWT_SECRET_KEY", "FIELD_KEYS"):
        assert environment[secret] == f"${{{secret}:?}}"
    assert "${POSTGRES_PASSWORD:?}" in environment["DATABASE_URL"]


@pytest.mark.parametrize("name", OURS)
def test_our_services_may_do_little(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_the_image_runs_as_nobody_special_and_has_no_secret() -> None:
    lines = DOCKERFILE.splitlines()
    assert "USER moneta" in lines
    assert lines.index("USER moneta") < next(i for i, line in enumerate(lines) if line.startswith("CMD"))
    assert any(line.startswith("HEALTHCHECK") for line in lines)
    assert re.findall(r"SECRET|KEY|PASSWORD", DOCKERFILE) == []
    assert {"FROM python:3.13-slim AS build", "FROM python:3.13-slim"} <= set(lines)


def test_secrets_and_data_stay_out_of_the_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert {".git", ".env", "var", ".venv"} <= set(ignored)


@pytest.mark.parametrize(("status", "healthy"), [(200, True), (400, False), (503, False)])
def test_the_health_check_asks_under_a_name_that_is_allowed(status: int, healthy: bool) -> None:
    asked: list[tuple[str, str]] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, self.headers["Host"]))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        assert healthcheck.is_healthy(server.server_port, "moneta.example") is healthy
        thread.join()
    assert asked == [("/healthz", "moneta.example")]


def test_no_server_is_not_healthy() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        assert healthcheck.is_healthy(closed.getsockname()[1], "moneta.example") is False
