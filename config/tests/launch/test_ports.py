from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from config.launch import ports
from config.launch.console import LaunchError

HOST = "127.0.0.1"


@pytest.fixture
def busy() -> Iterator[int]:
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        yield other.getsockname()[1]


def test_the_wanted_port_is_taken(busy: int) -> None:
    with pytest.raises(LaunchError, match=f"Port {busy} of {HOST} is taken"):
        ports.choose(HOST, busy)


def test_the_wanted_port_is_free(busy: int) -> None:
    free = busy + 1 if ports.is_free(HOST, busy + 1) else busy - 1
    assert ports.choose(HOST, free) == free


@pytest.mark.parametrize("port", [-1, 65_536, 10**9])
def test_a_port_that_cannot_be(port: int) -> None:
    with pytest.raises(LaunchError, match="taken or not allowed"):
        ports.choose(HOST, port)


def test_the_next_free_one_is_chosen(busy: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "FIRST", busy)
    assert busy < ports.choose(HOST, None) < busy + 50


def test_none_free_is_said(busy: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "FIRST", busy)
    monkeypatch.setattr(ports, "_TRIES", 1)
    with pytest.raises(LaunchError, match="all taken"):
        ports.choose(HOST, None)
