from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from providers.adapters.plaid.client import Plaid
from providers.adapters.plaid.errors import NO_HOLDINGS
from providers.domain.contract import (
    AuthExpired,
    Declined,
    Malformed,
    MutatedDuringPagination,
    ProviderError,
    RateLimited,
    Unavailable,
)
from providers.registry import provider_of
from providers.tests.loopback import Fault
from providers.tests.plaidserver import PlaidServer, error

if TYPE_CHECKING:
    from pytest_django import Settings


@pytest.fixture
def plaid(plaid_server: PlaidServer) -> Plaid:
    provider = provider_of("plaid")
    assert isinstance(provider, Plaid)
    return provider


def test_the_dialogue_starts(plaid: Plaid, plaid_server: PlaidServer, settings: Settings) -> None:
    settings.APP_NAME = "A name that is longer than thirty characters"
    maker = provider_of("plaid")
    assert isinstance(maker, Plaid)
    token = maker.create_link_token(user_key="u-1", webhook="https://m.example/hook")
    assert token.token.startswith("link-sandbox-")
    assert token.expires_at == datetime(2099, 1, 1, tzinfo=UTC)
    request = plaid_server.requests[-1]
    assert request.body == {
        "client_name": "A name that is longer than thi",
        "language": "en",
        "country_codes": ["US"],
        "user": {"client_user_id": "u-1"},
        "products": ["transactions"],
        "webhook": "https://m.example/hook",
    }
    assert request.headers["plaid-version"] == "2020-09-14"


def test_the_dialogue_renews_a_login(plaid: Plaid, plaid_server: PlaidServer) -> None:
    item = plaid_server.new_item()
    plaid.create_link_token(user_key="u-1", access_token=item.access_token, products=("investments",))
    sent = plaid_server.requests[-1].body
    assert sent["access_token"] == item.access_token
    assert "products" not in sent


def test_products_can_be_chosen(plaid: Plaid, plaid_server: PlaidServer) -> None:
    plaid.create_link_token(user_key="u-1", products=("investments",), redirect_uri="https://m.example/")
    assert plaid_server.requests[-1].body["products"] == ["investments"]
    assert plaid_server.requests[-1].body["redirect_uri"] == "https://m.example/"


@pytest.mark.parametrize("expiration", [None, 5, "tomorrow", "2026-01-01T00:00:00"])
def test_an_expiry_that_is_none(plaid: Plaid, plaid_server: PlaidServer, expiration: Any) -> None:
    plaid_server.fail("/link/token/create", Fault(200, {"link_token": "t", "expiration": expiration}))
    with pytest.raises(Malformed):
        plaid.create_link_token(user_key="u-1")


@pytest.mark.parametrize("item_id", [None, "", "x" * 201])
def test_an_exchange_without_an_item(plaid: Plaid, plaid_server: PlaidServer, item_id: Any) -> None:
    path = "/item/public_token/exchange"
    plaid_server.fail(path, Fault(200, {"access_token": "a", "item_id": item_id}))
    with pytest.raises(Malformed):
        plaid.exchange_public_token("public-1")


def test_the_sandbox_gives_a_login(plaid: Plaid, plaid_server: PlaidServer) -> None:
    token = plaid.create_sandbox_token(institution_id="ins_109508", webhook="http://m.example/hook")
    grant = plaid.exchange_public_token(token)
    item = plaid_server.items[grant.access_token]
    assert (item.id, item.institution_id, item.webhook) == (
        grant.item_id,
        "ins_109508",
        "http://m.example/hook",
    )
    assert (grant.expires_at, grant.refresh_token) == (None, "")


def test_wrong_keys_are_ours_to_mend(plaid_server: PlaidServer, settings: Settings) -> None:
    settings.PLAID_SECRET = "wrong"
    with pytest.raises(Declined) as raised:
        provider_of("plaid").fetch_accounts("access-1")
    assert raised.value.code == "INVALID_API_KEYS"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("ITEM_LOGIN_REQUIRED", AuthExpired),
        ("INVALID_ACCESS_TOKEN", AuthExpired),
        ("ITEM_NOT_FOUND", AuthExpired),
        ("RATE_LIMIT_EXCEEDED", RateLimited),
        ("TRANSACTIONS_SYNC_LIMIT", RateLimited),
        ("PRODUCT_NOT_READY", Unavailable),
        ("INSTITUTION_DOWN", Unavailable),
        ("INTERNAL_SERVER_ERROR", Unavailable),
        ("TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION", MutatedDuringPagination),
        ("INVALID_FIELD", Declined),
    ],
)
def test_errors_by_their_code(
    plaid: Plaid, plaid_server: PlaidServer, code: str, kind: type[ProviderError]
) -> None:
    plaid_server.fail("/transactions/sync", error(code))
    with pytest.raises(kind) as raised:
        plaid.fetch_page("access-1", "")
    assert (type(raised.value), raised.value.code) == (kind, code)


def test_a_401_without_a_code_is_not_the_persons_fault(plaid: Plaid, plaid_server: PlaidServer) -> None:
    plaid_server.fail("/transactions/sync", Fault(401, b"who?"))
    with pytest.raises(Declined):
        plaid.fetch_page("access-1", "")


def test_before_the_first_update_there_is_nothing(plaid: Plaid, plaid_server: PlaidServer) -> None:
    body = {"added": [], "modified": [], "removed": [], "next_cursor": "", "has_more": False}
    plaid_server.fail("/transactions/sync", Fault(200, body))
    page = plaid.fetch_page("access-1", "")
    assert (page.next_cursor, page.has_more) == ("", False)


@pytest.mark.parametrize("code", sorted(NO_HOLDINGS))
def test_no_holdings_are_no_failure(plaid: Plaid, plaid_server: PlaidServer, code: str) -> None:
    plaid_server.fail("/investments/holdings/get", error(code))
    assert plaid.fetch_holdings("access-1") == ()


def test_holdings(plaid: Plaid, plaid_server: PlaidServer) -> None:
    item = plaid_server.new_item(
        holdings=[
            {
                "account_id": "acc-1",
                "security_id": "sec-1",
                "quantity": 2.5,
                "institution_price": 10,
                "institution_value": 25,
                "cost_basis": 20.5,
                "iso_currency_code": "USD",
                "institution_price_as_of": "2026-01-15",
            }
        ],
        securities=[{"security_id": "sec-1", "name": "Fund", "ticker_symbol": "FND", "type": "etf"}],
    )
    (holding,) = plaid.fetch_holdings(item.access_token)
    assert (holding.name, holding.quantity, holding.value) == ("Fund", Decimal("2.5"), Decimal(25))


def test_holdings_that_fail_for_now(plaid: Plaid, plaid_server: PlaidServer) -> None:
    plaid_server.fail("/investments/holdings/get", error("PRODUCT_NOT_READY"))
    with pytest.raises(Unavailable):
        plaid.fetch_holdings("access-1")


def test_a_removal_that_fails_is_told(plaid: Plaid, plaid_server: PlaidServer) -> None:
    plaid_server.fail("/item/remove", error("INTERNAL_SERVER_ERROR"))
    with pytest.raises(Unavailable):
        plaid.revoke("access-1")


def test_accounts_that_are_none(plaid: Plaid, plaid_server: PlaidServer) -> None:
    plaid_server.fail("/accounts/get", Fault(200, {"accounts": [{"account_id": "x"}]}))
    with pytest.raises(Malformed):
        plaid.fetch_accounts("access-1")


def test_nothing_shows_the_secret(plaid: Plaid) -> None:
    assert "secret-of-tests" not in repr(vars(plaid))
