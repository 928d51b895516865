from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from config.lib import strictjson
from providers.adapters.plaid.client import Plaid
from providers.domain.contract import Notice, Unavailable
from providers.registry import provider_of
from providers.tests.loopback import Fault
from providers.tests.plaidserver import PlaidServer, error

if TYPE_CHECKING:
    from pytest_django import Settings

CASES = strictjson.loads(
    (Path(__file__).parents[2] / "data/plaid/webhook_verification_cases.json").read_bytes()
)
KEY = CASES["webhook_verification_key_get_response"]["key"]
KEY_PATH = "/webhook_verification_key/get"


@pytest.fixture
def plaid(plaid_server: PlaidServer) -> Plaid:
    provider = provider_of("plaid")
    assert isinstance(provider, Plaid)
    return provider


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_every_recorded_case(case: Any, plaid: Plaid, plaid_server: PlaidServer) -> None:
    plaid_server.keys[KEY["kid"]] = KEY
    headers = {} if case["jwt"] is None else {CASES["header"]: case["jwt"]}
    with time_machine.travel(datetime.fromtimestamp(CASES["now"], UTC), tick=False):
        notice = plaid.read_webhook(case["body"].encode(), headers)
    told = Notice("5333767b9889dde5388b788133fad9d731b1d", "TRANSACTIONS", "SYNC_UPDATES_AVAILABLE")
    assert notice == (told if case["accept"] else None)


def signed(server: PlaidServer, **fields: Any) -> tuple[bytes, dict[str, str]]:
    body = server.webhook_of(server.new_item(), **fields)
    return body, {"plaid-VERIFICATION": server.signature_of(body)}


def test_what_a_webhook_says(plaid: Plaid, plaid_server: PlaidServer) -> None:
    body, headers = signed(
        plaid_server, code="ERROR", kind="ITEM", error={"error_code": "ITEM_LOGIN_REQUIRED"}
    )
    assert plaid.read_webhook(body, headers) == Notice("item-1", "ITEM", "ERROR", "ITEM_LOGIN_REQUIRED")


@pytest.mark.parametrize("body", [b"[]", b"no json", b'{"a": 1, "a": 2}'])
def test_a_body_that_is_no_object(plaid: Plaid, plaid_server: PlaidServer, body: bytes) -> None:
    assert plaid.read_webhook(body, {"Plaid-Verification": plaid_server.signature_of(body)}) is None


def test_words_that_are_none(plaid: Plaid, plaid_server: PlaidServer) -> None:
    body = b'{"webhook_type": 5, "webhook_code": "x\\ny", "error": null}'
    notice = plaid.read_webhook(body, {"Plaid-Verification": plaid_server.signature_of(body)})
    assert notice == Notice("", "", "")


def test_a_key_is_asked_for_once(plaid: Plaid, plaid_server: PlaidServer) -> None:
    for _ in range(3):
        assert plaid.read_webhook(*signed(plaid_server))
    assert plaid_server.count(KEY_PATH) == 1
    assert provider_of("plaid").read_webhook(*signed(plaid_server))  # type: ignore[attr-defined]
    assert plaid_server.count(KEY_PATH) == 1


def test_an_unknown_key_is_asked_for_again_after_a_minute(plaid: Plaid, plaid_server: PlaidServer) -> None:
    known = plaid_server.keys.pop(plaid_server.key_id)
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC), tick=False) as clock:
        body, headers = signed(plaid_server)
        assert plaid.read_webhook(body, headers) is None
        plaid_server.keys[plaid_server.key_id] = known
        clock.shift(59)
        assert plaid.read_webhook(body, headers) is None
        assert plaid_server.count(KEY_PATH) == 1
        clock.shift(2)
        assert plaid.read_webhook(body, headers)
    assert plaid_server.count(KEY_PATH) == 2


@pytest.mark.parametrize("change", [{"expired_at": 5}, {"kid": "another"}, {"crv": "P-384"}])
def test_a_key_that_may_not_be_used(plaid: Plaid, plaid_server: PlaidServer, change: dict[str, Any]) -> None:
    plaid_server.keys[plaid_server.key_id].update(change)
    assert plaid.read_webhook(*signed(plaid_server)) is None


def test_an_expired_key_is_found_out_within_the_hour(plaid: Plaid, plaid_server: PlaidServer) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        assert plaid.read_webhook(*signed(plaid_server))
        plaid_server.keys[plaid_server.key_id]["expired_at"] = 5
        clock.shift(timedelta(hours=1, seconds=1))
        assert plaid.read_webhook(*signed(plaid_server)) is None


@pytest.mark.parametrize("fault", [Fault(500, b"oops"), error("INTERNAL_SERVER_ERROR")])
def test_a_key_that_cannot_be_had_now_is_no_verdict(
    plaid: Plaid, plaid_server: PlaidServer, fault: Fault
) -> None:
    plaid_server.fail(KEY_PATH, fault)
    body, headers = signed(plaid_server)
    with pytest.raises(Unavailable):
        plaid.read_webhook(body, headers)
    assert plaid.read_webhook(body, headers)


def test_an_answer_without_a_key(plaid: Plaid, plaid_server: PlaidServer) -> None:
    plaid_server.fail(KEY_PATH, Fault(200, {"key": None}))
    assert plaid.read_webhook(*signed(plaid_server)) is None


def test_made_up_keys_do_not_make_calls_without_end(plaid: Plaid, plaid_server: PlaidServer) -> None:
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC), tick=False) as clock:
        body = plaid_server.webhook_of(plaid_server.new_item())
        for number in range(40):
            headers = {"Plaid-Verification": plaid_server.signature_of(body, kid=f"made-up-{number}")}
            assert plaid.read_webhook(body, headers) is None
        assert plaid_server.count(KEY_PATH) == 30
        clock.shift(60)
        assert plaid.read_webhook(*signed(plaid_server))


def test_a_stale_or_changed_body_asks_for_no_key(plaid: Plaid, plaid_server: PlaidServer) -> None:
    body, headers = signed(plaid_server)
    old = {"Plaid-Verification": plaid_server.signature_of(body, at=datetime(2020, 1, 1, tzinfo=UTC))}
    assert plaid.read_webhook(body + b" ", headers) is None
    assert plaid.read_webhook(body, old) is None
    assert plaid.read_webhook(body, {}) is None
    assert plaid_server.count(KEY_PATH) == 0


def test_the_key_call_is_short(plaid: Plaid, plaid_server: PlaidServer, settings: Settings) -> None:
    settings.SYNC_TIMEOUT_SECONDS = 0.2
    plaid_server.fail(KEY_PATH, Fault(200, way="hang"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("providers.adapters.plaid.client._KEY_SECONDS", 0.2)
        with pytest.raises(Unavailable):
            plaid.read_webhook(*signed(plaid_server))
