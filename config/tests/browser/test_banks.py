"""A person links banks in the browser: at a mock bank's consent page, and in Plaid's dialogue."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
import requests
from playwright.sync_api import Page, Route, expect

from config.tests.browser.watched import Watched, browse
from config.tests.launch.server import free_port, serve
from providers.tests.plaidserver import CLIENT_ID, SECRET, PlaidServer, new_account

pytestmark = pytest.mark.browser

EMAIL = "ana@moneta.example"
PASSWORD = "a long one for Ana"
PATIENCE = 60_000
LINK_SCRIPT = "https://cdn.plaid.com/link/v2/stable/link-initialize.js"
# As Plaid's: a dialogue that ends well at once.
STUB = """
window.Plaid = {
  create: (options) => ({
    open: () => {
      document.body.dataset.opened = options.token;
      setTimeout(() => options.onSuccess(PUBLIC_TOKEN, {
        institution: { name: "First Platypus Bank", institution_id: "ins_1" },
      }), 0);
    },
  }),
};
"""


@pytest.fixture(scope="module")
def plaid() -> Iterator[PlaidServer]:
    server = PlaidServer()
    with server.running():
        yield server


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, plaid: PlaidServer) -> Iterator[str]:
    keys = {"PLAID_CLIENT_ID": CLIENT_ID, "PLAID_SECRET": SECRET, "PLAID_BASE_URL": plaid.url}
    with serve(tmp_path_factory.mktemp("ledger"), free_port(), **keys) as server:
        server.wait_until_up()
        address = f"http://127.0.0.1:{server.port}"
        person = {"email": EMAIL, "password": PASSWORD, "base_currency": "USD"}
        requests.post(f"{address}/api/auth/register", json=person, timeout=30).raise_for_status()
        yield address
        server.end()


@pytest.fixture
def watched(address: str) -> Iterator[Watched]:
    with browse(address) as watched:
        yield watched


def sign_in(page: Page) -> None:
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_from_the_banks_page_to_its_rows(watched: Watched) -> None:
    page = watched.open("/app/banks")
    expect(page).to_have_url(re.compile("/app/sign-in"))
    sign_in(page)
    expect(page).to_have_url(f"{watched.address}/app/banks")
    expect(page.get_by_text("No bank yet.")).to_be_visible()

    page.locator("#providers button").first.click()
    expect(page).to_have_url(re.compile("/mockbank/banka/authorize"))
    page.get_by_role("button", name="Approve").click()

    expect(page).to_have_url(f"{watched.address}/app/banks", timeout=PATIENCE)
    expect(page.locator("#connections li")).to_have_count(1)
    expect(page.locator("#connections")).to_contain_text("active", timeout=PATIENCE)
    expect(page.locator("#transactions li")).to_have_count(10, timeout=PATIENCE)
    expect(page.locator("#accounts .amount").first).to_contain_text("$")
    assert watched.complaints == []


def test_denying_links_nothing(watched: Watched) -> None:
    sign_in(watched.open("/app/banks"))
    page = watched.page
    before = page.locator("#connections li").count()
    page.locator("#providers button").nth(1).click()
    page.get_by_role("button", name="Deny").click()

    expect(page.get_by_role("alert")).to_contain_text("The bank was not linked")
    expect(page).to_have_url(f"{watched.address}/app/banks/return")
    page.get_by_role("link", name="Back to your banks").click()
    expect(page.locator("#connections li")).to_have_count(max(before, 1))
    assert watched.complaints == []


def test_syncing_and_unlinking(watched: Watched) -> None:
    sign_in(watched.open("/app/banks"))
    page = watched.page
    page.locator("#providers button").nth(2).click()
    page.get_by_role("button", name="Approve").click()
    expect(page).to_have_url(f"{watched.address}/app/banks", timeout=PATIENCE)
    linked = page.locator("#connections li").filter(has_text="Bank C")
    expect(linked).to_contain_text("active", timeout=PATIENCE)

    linked.get_by_role("button", name="Sync now").click()
    expect(page.locator("#state")).to_have_text("", timeout=PATIENCE)
    page.on("dialog", lambda dialog: dialog.accept())
    linked.get_by_role("button", name="Unlink").click()

    expect(linked).to_contain_text("disconnected")
    expect(linked.get_by_role("button")).to_have_count(0)
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{watched.address}/app/sign-in")
    assert watched.complaints == []


def test_plaids_dialogue(watched: Watched, plaid: PlaidServer) -> None:
    item = plaid.new_item(accounts=[new_account("acc-1", name="Plaid Checking")])
    item.add("t1", 12.5, name="Coffee of Plaid")
    script = STUB.replace("PUBLIC_TOKEN", json.dumps(plaid.public_token(item)))

    def answer(route: Route) -> None:
        route.fulfill(content_type="text/javascript", body=script)

    watched.page.route(LINK_SCRIPT, answer)
    sign_in(watched.open("/app/banks/plaid"))
    page = watched.page

    expect(page).to_have_url(f"{watched.address}/app/banks/plaid/done", timeout=PATIENCE)
    expect(page.get_by_role("heading", name="Your bank is linked")).to_be_visible()
    page.get_by_role("link", name="See your banks").click()
    expect(page.locator("#connections")).to_contain_text("First Platypus Bank")
    expect(page.locator("#accounts")).to_contain_text("Plaid Checking", timeout=PATIENCE)
    assert [complaint for complaint in watched.complaints if complaint != LINK_SCRIPT] == []
