from __future__ import annotations

import pytest

from providers.domain.contract import AuthExpired, Provider
from providers.registry import provider_of
from providers.services.fetch import fetch_told
from providers.tests.loopback import Fault
from providers.tests.plaidserver import PlaidServer, error

HOLDINGS = "/investments/holdings/get"


@pytest.fixture
def plaid(plaid_server: PlaidServer) -> Provider:
    return provider_of("plaid")


@pytest.mark.parametrize(
    "fault",
    [
        error("PRODUCT_NOT_READY"),
        error("RATE_LIMIT_EXCEEDED"),
        error("NEWLY_INVENTED"),
        Fault(200, b"oops"),
        Fault(503),
    ],
)
def test_rows_do_not_wait_for_holdings(plaid: Provider, plaid_server: PlaidServer, fault: Fault) -> None:
    item = plaid_server.new_item(holdings=[])
    item.add("t1", 5)
    plaid_server.fail(HOLDINGS, fault)
    told = fetch_told(plaid, item.access_token, cursor="")
    assert (told.holdings, list(told.update.rows)) == (None, ["t1"])
    assert fetch_told(plaid, item.access_token, cursor="").holdings == ()


def test_a_login_that_ends_is_told_by_any_call(plaid: Provider, plaid_server: PlaidServer) -> None:
    item = plaid_server.new_item()
    plaid_server.fail(HOLDINGS, error("ITEM_LOGIN_REQUIRED"))
    with pytest.raises(AuthExpired):
        fetch_told(plaid, item.access_token, cursor="")
