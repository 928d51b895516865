"""Rate limits and where a request comes from (pitfall M9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import RequestFactory
from rest_framework.test import APIClient

from accounts.models import User
from config.drf import defaults, throttles
from config.drf.clients import client_address, client_network
from config.drf.throttles import rate_of, use_address_fallback
from config.drf.views import ApiView

START = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def time(rate_limits: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A stopped clock at the start of a window; 5 a minute for users, 3 for logins."""
    monkeypatch.setitem(defaults.THROTTLE_RATES, "user", "5/min")
    monkeypatch.setitem(defaults.THROTTLE_RATES, "login", "3/min")
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller
    cache.clear()


@pytest.fixture
def user_api(ana: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(ana)
    return client


def enter(api: APIClient, **headers: Any) -> Any:
    return api.post("/api/loose", {"name": "a"}, **headers)


def statuses(api: APIClient, count: int) -> list[int]:
    return [api.get("/api/numbers").status_code for _ in range(count)]


def test_a_user_has_so_many_a_minute(time: Any, user_api: APIClient, ben: User) -> None:
    assert statuses(user_api, 7) == [200] * 5 + [429] * 2
    other = APIClient()
    other.force_authenticate(ben)
    assert statuses(other, 1) == [200]


def test_retry_after_is_honest(time: Any, user_api: APIClient) -> None:
    statuses(user_api, 5)
    response = user_api.get("/api/numbers")
    assert (response.status_code, response.json()["error"]) == (429, "Too many requests")
    seconds = int(response["Retry-After"])
    assert seconds == 72  # the next window opens in 60, and a fifth of this one must be forgotten
    time.shift(seconds - 2)
    assert statuses(user_api, 1) == [429]
    time.shift(2)
    assert statuses(user_api, 2) == [200, 429]


def test_the_border_of_two_windows_is_no_second_helping(time: Any, user_api: APIClient) -> None:
    time.shift(59)
    assert statuses(user_api, 5) == [200] * 5
    time.shift(2)
    assert statuses(user_api, 2) == [429] * 2
    time.shift(90)
    assert statuses(user_api, 6) == [200] * 5 + [429]


def test_an_address_has_so_many_a_minute(time: Any, api: APIClient) -> None:
    assert [enter(api).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert enter(api, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_a_forged_header_is_no_other_address(time: Any, api: APIClient) -> None:
    found = [enter(api, HTTP_X_FORWARDED_FOR=f"198.51.100.{n}").status_code for n in range(4)]
    assert found == [200, 200, 200, 429]


def test_limits_can_be_switched_off(time: Any, user_api: APIClient, settings: Any) -> None:
    settings.RATE_LIMITS = False
    assert statuses(user_api, 8) == [200] * 8


class BrokenCache:
    def __getattr__(self, name: str) -> Any:
        raise ConnectionError("the cache is away")


def test_without_a_cache_users_pass(time: Any, user_api: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttles, "cache", BrokenCache())
    assert statuses(user_api, 8) == [200] * 8


def test_without_a_cache_an_address_is_judged_by_the_fallback(
    time: Any, api: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttles, "cache", BrokenCache())
    monkeypatch.setattr(throttles, "_fallbacks", [])
    assert (enter(api).status_code, enter(api)["Retry-After"]) == (503, "30")
    asked: list[tuple[str, str]] = []

    def judge(scope: str, address: str) -> bool:
        asked.append((scope, address))
        return len(asked) < 2

    use_address_fallback(judge)
    assert [enter(api).status_code for _ in range(2)] == [200, 429]
    assert asked == [("login", "127.0.0.1")] * 2


@pytest.mark.parametrize(
    ("hops", "peer", "forwarded", "address"),
    [
        (0, "192.0.2.1", "198.51.100.1", "192.0.2.1"),
        (1, "10.0.0.1", "198.51.100.1", "198.51.100.1"),
        (1, "10.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (2, "10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "10.0.0.1", "198.51.100.1", "10.0.0.1"),
        (1, "10.0.0.1", "", "10.0.0.1"),
        (1, "10.0.0.1", "evil", "10.0.0.1"),
        (1, "10.0.0.1", "198.51.100.1:80", "10.0.0.1"),
        (0, "", "198.51.100.1", "unknown"),
        (0, "::ffff:192.0.2.1", "", "192.0.2.1"),
        (0, "fe80::1%eth0", "", "fe80::1"),
        (1, "10.0.0.1", "2001:DB8:0:0::1", "2001:db8::1"),
    ],
)
def test_the_address_of_a_client(settings: Any, hops: int, peer: str, forwarded: str, address: str) -> None:
    settings.TRUSTED_PROXY_HOPS = hops
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address


@pytest.mark.parametrize(
    ("peer", "network"),
    [("192.0.2.1", "192.0.2.1"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("", "unknown")],
)
def test_an_ipv6_subscriber_counts_once(peer: str, network: str) -> None:
    assert client_network(RequestFactory().get("/", REMOTE_ADDR=peer)) == network


def test_every_rate_can_be_read() -> None:
    assert {scope: rate_of(scope) for scope in ("user", "login", "refresh", "upload")} == {
        "user": (600, 60),
        "login": (20, 60),
        "refresh": (120, 60),
        "upload": (10, 60),
    }
    assert all(limit > 0 and seconds > 0 for limit, seconds in map(rate_of, defaults.THROTTLE_RATES))


def test_a_rate_of_odd_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(defaults.THROTTLE_RATES, "user", "often")
    with pytest.raises(ValueError, match="'often' is not a rate"):
        rate_of("user")


def test_a_view_names_only_scopes_that_have_a_rate() -> None:
    with pytest.raises(ValueError, match="uplod"):
        type("Typo", (ApiView,), {"user_scope": "uplod"})
