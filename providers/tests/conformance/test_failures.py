from __future__ import annotations

import time
import traceback
from datetime import timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

import pytest

from config.lib import clock
from providers.domain.contract import (
    AuthExpired,
    Declined,
    Malformed,
    Provider,
    ProviderError,
    RateLimited,
    Unavailable,
)
from providers.tests.conformance.bank import Bank, provider_for
from providers.tests.loopback import Fault

if TYPE_CHECKING:
    from pytest_django import Settings

MALFORMED: list[Any] = [
    b"<html>Down for maintenance</html>",
    b"",
    b'{"added": [',
    [],
    {},
    {"next_cursor": "c", "has_more": False},
]


@pytest.mark.parametrize("body", MALFORMED)
def test_a_page_that_is_none(bank: Bank, provider: Provider, body: Any) -> None:
    token = bank.link().access_token
    bank.server.fail(bank.rows_path, Fault(200, body))
    with pytest.raises(Malformed):
        provider.fetch_page(token, "")
    bank.server.fail(bank.accounts_path, Fault(200, body))
    with pytest.raises(Malformed):
        provider.fetch_accounts(token)


@pytest.mark.parametrize(
    "change",
    [{"has_more": "no"}, {"next_cursor": None}, {"next_cursor": "", "has_more": True}, {"removed": None}],
)
def test_a_page_with_a_wrong_frame(bank: Bank, provider: Provider, change: dict[str, Any]) -> None:
    token = bank.link().access_token
    bank.add("t1", "-1")
    provider.fetch_page(token, "")
    request = bank.server.requests[-1]
    _, whole = bank.server.answer(request)
    bank.server.fail(bank.rows_path, Fault(200, {**whole, **change}))
    with pytest.raises(Malformed):
        provider.fetch_page(token, "")


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408])
def test_a_failure_of_theirs_may_pass(bank: Bank, provider: Provider, status: int) -> None:
    token = bank.link().access_token
    bank.server.fail(bank.rows_path, Fault(status, b"<html>oops</html>"))
    with pytest.raises(Unavailable):
        provider.fetch_page(token, "")
    assert provider.fetch_page(token, "").added == ()


@pytest.mark.parametrize("way", ["hang", "drip", "cut"])
def test_a_call_ends_in_time(bank: Bank, provider: Provider, settings: Settings, way: Any) -> None:
    token = bank.link().access_token
    settings.SYNC_TIMEOUT_SECONDS = 0.3
    bank.server.fail(bank.rows_path, Fault(200, way=way))
    started = time.monotonic()
    with pytest.raises(Unavailable):
        provider.fetch_page(token, "")
    assert time.monotonic() - started < 3


def test_nobody_reads_an_endless_answer(bank: Bank, provider: Provider) -> None:
    token = bank.link().access_token
    bank.server.fail(bank.rows_path, Fault(200, way="huge"))
    with pytest.raises(Malformed, match="too large"):
        provider.fetch_page(token, "")


@pytest.mark.parametrize(
    ("value", "seconds"), [("7", 7), ("99999999", 86_400), ("soon", None), ("-3", None), ("", None)]
)
def test_a_pause_that_the_bank_asks_for(
    bank: Bank, provider: Provider, value: str, seconds: int | None
) -> None:
    token = bank.link().access_token
    bank.server.fail(bank.rows_path, bank.throttled(Retry_After=value))
    with pytest.raises(RateLimited) as raised:
        provider.fetch_page(token, "")
    assert raised.value.retry_after == seconds


def test_a_pause_until_a_date(bank: Bank, provider: Provider) -> None:
    token = bank.link().access_token
    until = format_datetime(clock.now() + timedelta(seconds=90), usegmt=True)
    bank.server.fail(bank.rows_path, bank.throttled(Retry_After=until))
    with pytest.raises(RateLimited) as raised:
        provider.fetch_page(token, "")
    assert raised.value.retry_after in range(85, 91)


def test_no_pause_is_told(bank: Bank, provider: Provider) -> None:
    token = bank.link().access_token
    bank.server.fail(bank.rows_path, Fault(429, b"slow down"))
    with pytest.raises(RateLimited) as raised:
        provider.fetch_page(token, "")
    assert raised.value.retry_after is None


def test_the_login_has_to_be_renewed(bank: Bank, provider: Provider) -> None:
    token = bank.link().access_token
    bank.lock()
    for call in (lambda: provider.fetch_page(token, ""), lambda: provider.fetch_accounts(token)):
        with pytest.raises(AuthExpired):
            call()


def test_a_token_of_nobody(bank: Bank, provider: Provider) -> None:
    bank.link()
    with pytest.raises(AuthExpired):
        provider.fetch_page("access-of-nobody", "")


def test_a_link_that_was_ended(bank: Bank, provider: Provider) -> None:
    token = bank.link().access_token
    provider.revoke(token)
    provider.revoke(token)
    with pytest.raises(AuthExpired):
        provider.fetch_page(token, "")


def test_a_redirect_is_not_followed(bank: Bank, provider: Provider) -> None:
    token = bank.link().access_token
    bank.server.fail(bank.rows_path, Fault(302, b"", {"Location": f"{bank.server.url}/elsewhere"}))
    with pytest.raises(Malformed):
        provider.fetch_page(token, "")
    assert bank.server.count("/elsewhere") == 0


def test_a_bank_that_is_not_there(bank: Bank, settings: Settings) -> None:
    token = bank.link().access_token
    settings.MOCK_BANK_URL = settings.PLAID_BASE_URL = "http://127.0.0.1:9"
    with pytest.raises(Unavailable):
        provider_for(bank).fetch_page(token, "")


@pytest.mark.parametrize(
    "fault", [Fault(500, b"oops"), Fault(400, {"error": "x"}), Fault(200, b"{"), Fault(401)]
)
def test_no_error_and_no_log_tells_a_secret(
    bank: Bank, provider: Provider, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    grant = bank.link()
    bank.server.fail(bank.rows_path, Fault(fault.status, fault.body or grant.access_token.encode()))
    with pytest.raises(ProviderError) as raised:
        provider.fetch_page(grant.access_token, "")
    told = "".join(traceback.format_exception(raised.value)) + repr(grant) + caplog.text
    for secret in (grant.access_token, grant.refresh_token or grant.access_token, "secret-of-tests"):
        assert secret not in told
    assert bank.server.url not in str(raised.value)


def test_an_unknown_no_is_a_no(bank: Bank, provider: Provider) -> None:
    token = bank.link().access_token
    bank.server.fail(bank.rows_path, Fault(400, {"error": "never_heard", "error_code": "NEVER_HEARD"}))
    with pytest.raises(Declined) as raised:
        provider.fetch_page(token, "")
    assert raised.value.code.lower() == "never_heard"
