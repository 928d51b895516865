from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import pytest
from pytest_django import Settings

from config.jobs import registry
from config.jobs.models import Job

WOKEN: list[int] = []


def note(job_id: int) -> None:
    WOKEN.append(job_id)


@pytest.fixture(autouse=True)
def woken(settings: Settings) -> Iterator[list[int]]:
    """The jobs that a worker would have been woken for."""
    settings.JOB_WAKER = f"{__name__}.note"
    WOKEN.clear()
    yield WOKEN
    WOKEN.clear()


@pytest.fixture(autouse=True)
def ran() -> Iterator[list[Job]]:
    """Only the kinds `plain` and `other` are registered; the jobs they ran, in order."""
    jobs: list[Job] = []
    with mock.patch.dict(registry.KINDS, clear=True):
        registry.register("plain", jobs.append)
        registry.register("other", jobs.append)
        yield jobs


@pytest.fixture
def register() -> Callable[..., None]:
    """`registry.register`, forgotten at the end of the test."""
    return registry.register


def row(job_id: int, *fields: str) -> Any:
    """The fields of one job as they stand in the database; one field alone, without a tuple."""
    values = Job.objects.values_list(*fields).get(pk=job_id)
    return values[0] if len(fields) == 1 else values
