from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from config.lib import clock
from providers.domain.contract import (
    AuthExpired,
    CursorReset,
    Malformed,
    MutatedDuringPagination,
    RateLimited,
    Unavailable,
)
from providers.tests.conformance.practice import Login, applied

if TYPE_CHECKING:
    from pytest_django import Settings
    from pytest_django.live_server_helper import LiveServer

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], datetime]:
    at = [NOW]
    monkeypatch.setattr(clock, "now", lambda: at[0])

    def put(by: timedelta) -> datetime:
        at[0] += by
        return at[0]

    return put


@pytest.fixture(params=["banka", "bankb", "bankc"])
def login(request: pytest.FixtureRequest, later: Any, live_server: LiveServer, settings: Settings) -> Login:
    settings.MOCK_BANKS, settings.MOCK_BANK_URL = True, live_server.url
    return Login(request.param)


def test_two_years_are_read_and_then_each_week_follows(
    login: Login, later: Callable[[timedelta], datetime]
) -> None:
    token = login.consent().access_token
    pages, cursor = login.update(token)
    rows = applied({}, pages)
    assert rows == login.truth(NOW)
    assert len(rows) > 50
    changes = 0
    for _ in range(8):
        now = later(timedelta(days=7))
        token = login.consent().access_token
        pages, cursor = login.update(token, cursor)
        changes += sum(len(page.added) + len(page.modified) + len(page.removed) for page in pages)
        rows = applied(rows, pages)
        assert rows == login.truth(now)
    assert changes
    again, _ = login.update(token, cursor)
    assert [(page.added, page.modified, page.removed) for page in again] == [((), (), ())]


def test_accounts_are_those_of_the_world(login: Login) -> None:
    token = login.consent().access_token
    world = login.world(NOW)
    balances = world.balances(NOW)
    accounts = login.provider.fetch_accounts(token)
    assert [account.external_id for account in accounts] == [
        holder.id for holder in world.at_bank(login.bank)
    ]
    for account in accounts:
        expected = balances[account.external_id]
        assert account.balance == expected.posted
        assert account.available == (expected.posted if login.bank == "bankc" else expected.available)
        assert account.currency == "USD"
        assert account.type != "other"
    if login.bank == "bankb":
        limits = {account.type: account.credit_limit for account in accounts}
        assert (limits["credit"] or 0) > 0
        assert limits["cash"] is None


def test_old_spellings_are_read(login: Login) -> None:
    token = login.consent().access_token
    before = login.provider.fetch_accounts(token)
    login.order("old_spelling", on="accounts")
    assert login.provider.fetch_accounts(token) == before


@pytest.mark.parametrize(
    ("mode", "value", "kind"),
    [
        ("status", 500, Unavailable),
        ("status", 503, Unavailable),
        ("status", {"status": 429, "retry_after": "soon"}, RateLimited),
        ("status", 401, AuthExpired),
        ("status", 403, AuthExpired),
        ("status", 410, CursorReset),
        ("hang", 1, Unavailable),
        ("slow", 0.02, Unavailable),
        ("malformed", None, Malformed),
        ("huge", 11_000_000, Malformed),
    ],
)
def test_failures_on_demand(login: Login, settings: Settings, mode: str, value: Any, kind: Any) -> None:
    token = login.consent().access_token
    settings.SYNC_TIMEOUT_SECONDS = 5 if mode == "huge" else 0.5
    login.order(mode, value=value)
    with pytest.raises(kind) as raised:
        login.provider.fetch_page(token, "")
    assert type(raised.value) is kind
    settings.SYNC_TIMEOUT_SECONDS = 30
    login.order("clear")
    assert login.provider.fetch_page(token, "").added


def test_a_pause_is_asked_for(login: Login) -> None:
    token = login.consent().access_token
    login.order("status", value={"status": 429, "retry_after": "30"})
    with pytest.raises(RateLimited) as raised:
        login.provider.fetch_page(token, "")
    assert raised.value.retry_after == 30


def test_a_bad_row_is_set_aside(login: Login) -> None:
    token = login.consent().access_token
    whole = login.provider.fetch_page(token, "")
    login.order("malformed_row")
    page = login.provider.fetch_page(token, "")
    assert [row.id for row in page.rejected] == [whole.added[0].external_id]
    assert page.added == whole.added[1:]


def test_a_bank_that_changes_between_pages(login: Login, monkeypatch: pytest.MonkeyPatch) -> None:
    token = login.consent().access_token
    monkeypatch.setattr("providers.adapters.consentbank.PAGE_SIZE", 20)
    first = login.provider.fetch_page(token, "")
    assert first.has_more
    login.order("mutate")
    with pytest.raises(MutatedDuringPagination):
        login.provider.fetch_page(token, first.next_cursor)
    assert applied({}, login.update(token)[0]) == login.truth(NOW)


def test_a_cursor_that_is_forgotten(login: Login) -> None:
    token = login.consent().access_token
    _, cursor = login.update(token)
    login.order("reset_cursor")
    with pytest.raises(CursorReset):
        login.provider.fetch_page(token, cursor)
    with pytest.raises(CursorReset):
        login.provider.fetch_page(token, "made up")
    assert applied({}, login.update(token)[0]) == login.truth(NOW)


def test_an_account_that_is_down_is_named(login: Login) -> None:
    token = login.consent().access_token
    down = login.provider.fetch_accounts(token)[0].external_id
    login.order("outage", value=down)
    pages, cursor = login.update(token)
    assert {page.unavailable for page in pages} == {(down,)}
    assert down not in {row.account_id for page in pages for row in page.added}
    login.order("clear")
    rest, _ = login.update(token, cursor)
    assert applied(applied({}, pages), rest) == login.truth(NOW)


def test_tokens_end_and_begin_again(login: Login, later: Callable[[timedelta], datetime]) -> None:
    grant = login.consent()
    assert grant.expires_at == NOW + timedelta(minutes=30)
    later(timedelta(minutes=31))
    with pytest.raises(AuthExpired):
        login.provider.fetch_accounts(grant.access_token)
    fresh = login.provider.refresh(grant)
    assert (fresh.item_id, fresh.institution) == (grant.item_id, login.provider.name)
    assert login.provider.fetch_accounts(fresh.access_token)
    login.provider.revoke(fresh.access_token)
    login.provider.revoke(fresh.access_token)
    for call in (
        lambda: login.provider.fetch_accounts(fresh.access_token),
        lambda: login.provider.refresh(grant),
    ):
        with pytest.raises(AuthExpired):
            call()
    assert login.consent().item_id == grant.item_id
