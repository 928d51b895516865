"""Hints between threads, and between processes by Redis; a Redis that is away costs nothing but the hint."""

from __future__ import annotations

import pytest
import redis
from django.conf import settings as configured
from pytest_django import Settings

from config.jobs.tests.threads import eventually
from preferences.adapters import wakeup
from preferences.adapters.wakeup import CHANNEL, Listener, ring, waiting, wake

NOWHERE = "redis://127.0.0.1:1/0"
PATIENCE = 30


def wait_for_end() -> None:
    """Of the listening thread: nobody waits for anything any more."""
    assert Listener.thread is not None
    Listener.thread.join(PATIENCE)
    assert not Listener.thread.is_alive()


needs_redis = pytest.mark.skipif(not configured.REDIS_URL, reason="REDIS_URL names no Redis")


@pytest.fixture
def _embedded(settings: Settings) -> None:
    settings.REDIS_URL = ""


@pytest.mark.usefixtures("_embedded")
def test_those_who_wait_for_that_person_are_woken() -> None:
    with waiting(1) as first, waiting(1) as second, waiting(2) as other:
        wake(1)
        assert (first.is_set(), second.is_set(), other.is_set()) == (True, True, False)
    wake(1)
    assert 1 not in wakeup._waiting


def test_without_an_answer_from_redis_the_threads_here_are_woken_all_the_same(settings: Settings) -> None:
    settings.REDIS_URL = NOWHERE
    with waiting(1) as woken:
        wake(1)
        assert woken.is_set()
    wait_for_end()


@needs_redis
def test_other_processes_are_told_by_redis() -> None:
    with redis.Redis.from_url(configured.REDIS_URL) as client, waiting(41) as woken, waiting(42) as other:
        eventually(lambda: client.publish(CHANNEL.format(41), "") and woken.wait(0.2))
        assert not other.is_set()
    wait_for_end()


@needs_redis
def test_what_is_published_names_the_person_and_nothing_more() -> None:
    with redis.Redis.from_url(configured.REDIS_URL) as client:
        heard = client.pubsub(ignore_subscribe_messages=True)
        heard.subscribe("user:43:notifications")
        while heard.get_message(timeout=5) is not None:
            pass  # the subscription itself, which is no message
        wake(43)
        message = heard.get_message(timeout=5)
        assert message is not None
        assert (message["channel"], message["data"]) == (b"user:43:notifications", b"")
        heard.close()


@needs_redis
def test_a_connection_that_breaks_is_made_again() -> None:
    with redis.Redis.from_url(configured.REDIS_URL) as client, waiting(44) as woken:
        eventually(lambda: client.publish(CHANNEL.format(44), "") and woken.wait(0.2))
        client.client_kill_filter(_type="pubsub")
        woken.clear()
        eventually(lambda: client.publish(CHANNEL.format(44), "") and woken.wait(0.2))
    wait_for_end()


def test_an_id_that_nobody_waits_for() -> None:
    ring(99)
