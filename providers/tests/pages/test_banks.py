from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from accounts.models import User

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = pytest.mark.django_db
PAGES = ["/app/banks", "/app/banks/return", "/app/banks/plaid", "/app/banks/plaid/done"]


@pytest.fixture
def browser(ana: User) -> Client:
    client = Client()
    client.force_login(ana)
    return client


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("slash", ["", "/"])
def test_a_page_asks_who_it_is_for(client: Client, page: str, slash: str) -> None:
    answer = client.get(f"{page}{slash}?code=1&state=2")

    assert answer.status_code == 302
    asked = (page + slash).replace("/", "%2F")
    assert answer["Location"] == f"/app/sign-in?next={asked}%3Fcode%3D1%26state%3D2"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_holds_a_script_of_ours_and_no_data(browser: Client, page: str) -> None:
    answer = browser.get(page)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "data-csrf=" in text
    assert "<script>" not in text
    assert "onclick" not in text
    assert "ana@example.com" in text


def test_only_the_link_page_may_load_plaids_script(browser: Client, settings: Settings) -> None:
    settings.PLAID_LINK_URL = "https://cdn.plaid.com/link/v2/stable/link-initialize.js"
    settings.PLAID_BASE_URL = "https://sandbox.plaid.com"
    policies = {page: browser.get(page)["Content-Security-Policy"] for page in PAGES}

    link = policies.pop("/app/banks/plaid")
    assert "script-src 'self' https://cdn.plaid.com/link/v2/stable/link-initialize.js;" in link
    assert "connect-src 'self' https://sandbox.plaid.com;" in link
    assert link.endswith("; frame-src https://cdn.plaid.com")
    assert "unsafe" not in link
    assert not any("plaid" in policy for policy in policies.values())
    assert settings.PLAID_LINK_URL in browser.get("/app/banks/plaid").content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_posted_to_a_page(browser: Client, page: str) -> None:
    assert browser.post(page).status_code == 405
