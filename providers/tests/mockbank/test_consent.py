from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pytest_django import Settings

from providers.mockbank.grants import exchange, grant_of_code
from providers.mockbank.refusals import Refusal
from providers.models import MockConsent, MockCustomer, MockGrant, MockToken
from providers.tests.mockbank.visitor import HERE, Visitor, refused

pytestmark = pytest.mark.django_db
Later = Callable[[timedelta], datetime]


def test_the_page_asks_and_the_browser_comes_back_with_a_code() -> None:
    visitor = Visitor()
    page = visitor.page(login_hint="ana@example.com", currency="EUR", state="a&b=c")
    html = page.content.decode()
    assert page.status_code == 200
    assert "First Traditional Bank" in html
    assert 'value="ana@example.com"' in html
    assert 'value="EUR"' in html
    assert "<script" not in html
    assert "style=" not in html
    assert "form-action 'self' http://testserver;" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "no-store"
    back = visitor.answer(page)
    parts = urlsplit(back.headers["Location"])
    assert back.status_code == 302
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == HERE
    query = parse_qs(parts.query)
    assert set(query) == {"code", "state"}
    assert query["state"] == ["a&b=c"]


def test_a_redirect_with_a_query_keeps_it() -> None:
    visitor = Visitor()
    back = visitor.answer(visitor.page(HERE + "?provider=banka"))
    assert back.headers["Location"].startswith(HERE + "?provider=banka&code=")


def test_denying_gives_no_code() -> None:
    visitor = Visitor()
    back = visitor.answer(visitor.page(), "deny", customer="")
    assert back.headers["Location"] == f"{HERE}?error=access_denied&state=s-1"
    assert not MockGrant.objects.exists()
    assert not MockCustomer.objects.exists()


def test_a_page_is_answered_once() -> None:
    visitor = Visitor()
    page = visitor.page()
    visitor.answer(page)
    again = visitor.answer(page)
    assert again.status_code == 400
    assert "answered already" in again.content.decode()
    assert MockGrant.objects.count() == 1


def test_a_page_waits_ten_minutes(later: Later) -> None:
    visitor = Visitor()
    page = visitor.page()
    later(timedelta(minutes=10))
    assert visitor.answer(page).status_code == 400
    visitor.page()
    assert MockConsent.objects.count() == 1


def test_a_page_belongs_to_its_bank() -> None:
    page = Visitor(bank="bankb").page()
    assert Visitor(bank="banka").answer(page).status_code == 400
    assert not MockGrant.objects.exists()


def test_an_answer_from_elsewhere_is_refused_by_the_cookie() -> None:
    visitor = Visitor(client=Client(enforce_csrf_checks=True))
    assert visitor.answer(visitor.page()).status_code == 403
    assert not MockGrant.objects.exists()


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "https://evil.example/app/banks",
        "http://testserver.evil.example/",
        "http://testserver@evil.example/",
        "http://localhost@evil.example/",
        "javascript://localhost/%0aalert(1)",
        "//testserver/app",
        "http://testserver/#part",
        "http://testserver\\@evil.example/",
        "http://testserver/a b",
        "http://testserver/\n",
        "http://testserver/ü",
        "http://[::1",
        "http://testserver/" + "x" * 500,
    ],
)
def test_a_foreign_redirect_is_refused_without_a_redirect(uri: str) -> None:
    page = Visitor().page(uri)
    assert page.status_code == 400
    assert "Location" not in page.headers
    assert not MockConsent.objects.exists()


@pytest.mark.parametrize(
    "uri", ["http://localhost:5173/app", "http://127.0.0.1:9/x", "https://money.example/banks"]
)
def test_our_own_pages_are_no_foreign_redirect(uri: str, settings: Settings) -> None:
    settings.FRONTEND_URL = "https://money.example"
    assert Visitor().page(uri).status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"client_id": "other"}, {"response_type": "token"}, {"state": "x" * 501}, {"state": "\0"}]
)
def test_only_moneta_may_ask_and_only_for_a_code(wrong: dict[str, str]) -> None:
    assert Visitor().page(**wrong).status_code == 400
    assert not MockConsent.objects.exists()


@pytest.mark.parametrize("wrong", [{"customer": ""}, {"customer": "<b>"}, {"currency": "XXX"}])
def test_a_customer_needs_a_name_and_a_currency(wrong: dict[str, str]) -> None:
    visitor = Visitor()
    assert visitor.answer(visitor.page(), **wrong).status_code == 400
    assert not MockCustomer.objects.exists()


def test_a_known_customer_keeps_life_and_currency(later: Later) -> None:
    Visitor(customer="Ana", currency="INR").enter()
    later(timedelta(days=90))
    Visitor(bank="bankb", customer="ana ", currency="USD").enter()
    ana = MockCustomer.objects.get()
    assert (ana.key, ana.currency, ana.start.isoformat()) == ("ana", "INR", "2024-11-01")


def test_a_code_works_once_and_its_second_use_ends_what_it_gave(visitor: Visitor) -> None:
    code = visitor.code()
    visitor.tokens = visitor.exchange(code).json()
    assert visitor.get("accounts").status_code == 200
    assert refused(visitor.exchange(code)) == (400, "invalid_grant")
    assert refused(visitor.get("accounts")) == (403, "access_revoked")
    assert refused(visitor.refresh()) == (400, "invalid_grant")


def test_of_two_exchanges_at_once_one_is_refused(visitor: Visitor) -> None:
    code = visitor.code()
    asked = [grant_of_code(bank="banka", code=code, redirect_uri=HERE) for _ in range(2)]
    exchange(asked[0])
    with pytest.raises(Refusal) as refusal:
        exchange(asked[1])
    assert refusal.value.code == "invalid_grant"
    assert MockToken.objects.filter(grant=asked[0]).count() == 1


def test_a_code_lives_five_minutes(visitor: Visitor, later: Later) -> None:
    code = visitor.code()
    later(timedelta(minutes=5))
    assert refused(visitor.exchange(code)) == (400, "invalid_grant")


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"redirect_uri": HERE + "/"}, "invalid_grant"),
        ({"code": "nonsense"}, "invalid_grant"),
        ({"client_id": "other"}, "invalid_client"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
    ],
)
def test_what_does_not_fit_the_code_is_refused_and_leaves_it_good(
    visitor: Visitor, wrong: dict[str, str], error: str
) -> None:
    code = visitor.code()
    assert refused(visitor.exchange(code, **wrong)) == (400, error)
    assert visitor.exchange(code).status_code == 200


def test_a_code_of_another_bank_is_unknown(visitor: Visitor) -> None:
    assert refused(Visitor(bank="bankb").exchange(visitor.code())) == (400, "invalid_grant")


def test_the_same_customer_has_the_same_item(visitor: Visitor) -> None:
    assert Visitor().enter().tokens["item_id"] == visitor.tokens["item_id"]
    assert Visitor(customer="ben").enter().tokens["item_id"] != visitor.tokens["item_id"]
    assert Visitor(bank="bankb").enter().tokens["item_id"] != visitor.tokens["item_id"]


def test_an_access_token_expires_and_a_refresh_gives_another(visitor: Visitor, later: Later) -> None:
    assert visitor.tokens["expires_in"] == 1800
    later(timedelta(seconds=1800))
    assert refused(visitor.get("accounts")) == (401, "expired_token")
    fresh = visitor.refresh().json()
    assert fresh["access_token"] != visitor.tokens["access_token"]
    assert {fresh[name] == visitor.tokens[name] for name in ("refresh_token", "item_id")} == {True}
    visitor.tokens = fresh
    assert visitor.get("accounts").status_code == 200
    later(timedelta(days=2))
    visitor.refresh()
    assert MockToken.objects.count() == 1


def test_no_token_is_kept_as_text(visitor: Visitor) -> None:
    kept = repr(list(MockGrant.objects.values())) + repr(list(MockToken.objects.values()))
    assert visitor.tokens["access_token"] not in kept
    assert visitor.tokens["refresh_token"] not in kept


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
def test_revoking_either_token_ends_both(visitor: Visitor, which: str) -> None:
    other = Visitor().enter()
    answered = visitor.client.post(visitor.address("revoke"), {"token": visitor.tokens[which]})
    assert (answered.status_code, answered.json()) == (200, {})
    assert refused(visitor.get("transactions")) == (403, "access_revoked")
    assert refused(visitor.refresh()) == (400, "invalid_grant")
    assert other.get("accounts").status_code == 200
    assert visitor.client.post(visitor.address("revoke"), {"token": "x"}).status_code == 200


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic x"])
def test_without_a_token_there_is_nothing_to_see(visitor: Visitor, header: str) -> None:
    answered = visitor.client.get(visitor.address("accounts"), headers={"Authorization": header})
    assert refused(answered) == (401, "invalid_token")
    assert answered.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'


def test_a_token_opens_its_own_bank_only(visitor: Visitor) -> None:
    other = Visitor(bank="bankc", tokens=visitor.tokens)
    assert refused(other.get("accounts")) == (401, "invalid_token")


@pytest.mark.parametrize("name", ["authorize", "token", "revoke", "accounts", "transactions", "control"])
def test_switched_off_the_banks_are_not_there(visitor: Visitor, name: str, settings: Settings) -> None:
    settings.MOCK_BANKS = False
    method = "get" if name in {"authorize", "accounts", "transactions"} else "post"
    assert getattr(visitor.client, method)(visitor.address(name)).status_code == 404
    settings.MOCK_BANKS = True
    assert getattr(visitor.client, method)(f"/mockbank/bankd/{name}").status_code == 404
