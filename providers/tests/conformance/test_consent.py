from __future__ import annotations

from datetime import timedelta

import pytest

from config.lib import clock
from providers.domain.contract import AuthExpired, ConsentProvider, Declined, Grant, LinkProvider, Provider
from providers.registry import BANKS
from providers.tests.conformance.bank import REDIRECT, Bank
from providers.tests.consentserver import ConsentServer
from providers.tests.plaidserver import PlaidServer


def test_a_bank_says_what_it_is(bank: Bank, provider: Provider) -> None:
    assert provider.id == bank.id
    assert bank.id in BANKS
    assert provider.name
    assert provider.kind in {"mock", "plaid"}
    assert {"accounts", "transactions"} <= set(provider.capabilities)
    assert isinstance(provider, ConsentProvider) != isinstance(provider, LinkProvider)


def test_the_same_login_has_the_same_id(bank: Bank) -> None:
    first, second = bank.link(), bank.link()
    assert first.item_id == second.item_id
    assert 0 < len(first.item_id) <= 200
    assert first.access_token


def test_a_code_works_once(bank: Bank, provider: Provider) -> None:
    if isinstance(provider, ConsentProvider):
        assert isinstance(bank.server, ConsentServer)
        code, _ = bank.server.approve(provider.authorize_url(state="s", redirect_uri=REDIRECT))
        provider.exchange_code(code=code, redirect_uri=REDIRECT)
        with pytest.raises(Declined):
            provider.exchange_code(code=code, redirect_uri=REDIRECT)
    else:
        assert isinstance(provider, LinkProvider)
        assert isinstance(bank.server, PlaidServer)
        token = bank.server.public_token(next(iter(bank.server.items.values())))
        provider.exchange_public_token(token)
        with pytest.raises(Declined):
            provider.exchange_public_token(token)


def test_a_fresh_token_where_tokens_expire(bank: Bank, provider: Provider) -> None:
    grant = bank.link()
    renewed = provider.refresh(grant)
    assert renewed.item_id == grant.item_id
    if grant.expires_at is None:
        assert renewed == grant
    else:
        assert renewed.access_token != grant.access_token
        assert renewed.expires_at is not None
        assert timedelta(minutes=29) < renewed.expires_at - clock.now() <= timedelta(minutes=30)
    assert provider.fetch_accounts(renewed.access_token)


def test_an_expired_token_can_be_refreshed_until_the_consent_ends(bank: Bank, provider: Provider) -> None:
    if not isinstance(bank.server, ConsentServer):
        return
    grant = bank.link()
    bank.server.expired = True
    with pytest.raises(AuthExpired):
        provider.fetch_accounts(grant.access_token)
    assert provider.fetch_accounts(provider.refresh(grant).access_token)
    bank.lock()
    with pytest.raises(AuthExpired):
        provider.refresh(grant)
    with pytest.raises(AuthExpired):
        provider.refresh(Grant("a", "i"))
