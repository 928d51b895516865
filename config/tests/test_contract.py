"""Requests made up from the OpenAPI document, right ones and wrong ones, to a real server.

No 5xx, every answer as documented, and nothing wrong is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis.errors import Unsatisfiable
from rest_framework.test import APIClient
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import positive_data_acceptance

from accounts.models import User
from accounts.services.login import log_in
from accounts.tests.factories import PASSWORD
from config.tests.faults.served import Server
from config.tests.household import furnish

pytestmark = pytest.mark.django_db(transaction=True)

# A request can fit the schema and still name an account that is not there, or end before it starts: 400.
EXCLUDED: list[Any] = [positive_data_acceptance]
# Plaid is not configured in a test: 503 is what these are documented to answer then.
UNCONFIGURED = {
    "POST /api/plaid/link-token",
    "POST /api/plaid/item/public-token/exchange",
    "POST /api/sync/plaid/webhook",
}
# A text is measured when it has been cleaned: too long as it came, it may fit.
MEASURED_CLEAN = "violates `maxLength`"
Operation = APIOperation[Any, Any, Any, Any]
Case = schemathesis.Case[Any]


def is_blank(body: object) -> bool:
    """Made up as no JSON, it counts as no body."""
    return isinstance(body, bytes) and not body.strip(b" \t\r\n")


def problems(
    operation: Operation, *, token: str, mode: GenerationMode, examples: int
) -> tuple[list[str], int]:
    """What made-up requests to one operation found, in words, and how many they were."""
    made = 0
    excluded = [*EXCLUDED, not_a_server_error] if operation.label in UNCONFIGURED else EXCLUDED

    @settings(
        max_examples=examples,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate),
        database=None,
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case: Case) -> None:
        nonlocal made
        assume(not is_blank(case.body))
        made += 1
        headers = {"Authorization": token, "Accept-Encoding": "identity"}
        case.call_and_validate(headers=headers, excluded_checks=excluded)

    try:
        call()
    except Unsatisfiable:  # there is nothing in the call that could be wrong
        return [], made
    except (FailureGroup, BaseExceptionGroup) as group:
        found = [f"{operation.label}: {failure}" for failure in group.exceptions]
        return [problem for problem in found if MEASURED_CLEAN not in problem], made
    return [], made


def keep_contract(server: Server, ana: User, *, examples: int) -> int:
    schema = schemathesis.openapi.from_url(f"http://{server.address}/openapi.json")
    found: list[str] = []
    total = 0
    for result in schema.get_all_operations():
        operation: Any = result.ok()  # type: ignore[union-attr] # the document is valid: a test of its own
        if operation.path.endswith("/stream"):
            continue  # a stream has no end to wait for; it has tests of its own
        token = f"Bearer {log_in(email=ana.email, password=PASSWORD)[1].access}"
        for mode in GenerationMode:
            wrong, made = problems(operation, token=token, mode=mode, examples=examples)
            found += wrong
            total += made
    assert not found, "\n\n".join(found)
    return total


@pytest.fixture
def server(api: APIClient, ana: User, tmp_path: Path) -> Iterator[Server]:
    furnish(api)
    server = Server(tmp_path / "log")
    with server.running():
        yield server


def test_every_operation_keeps_its_contract(server: Server, ana: User) -> None:
    assert keep_contract(server, ana, examples=12) >= 1_000


@pytest.mark.slow
def test_every_operation_keeps_its_contract_for_long(server: Server, ana: User) -> None:
    assert keep_contract(server, ana, examples=150) >= 10_000
