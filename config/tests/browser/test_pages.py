from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from config.tests.browser.watched import Watched, browse
from config.tests.launch.server import free_port, manage, serve

pytestmark = pytest.mark.browser

REDOC_LOGO = "https://cdn.redoc.ly/redoc/logo-mini.svg"
EMAIL = "cleo@moneta.example"
PASSWORD = "a long one for Cleo"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("ledger")
    with serve(data, free_port()) as server:
        server.wait_until_up()
        create_staff(data)
        yield f"http://127.0.0.1:{server.port}"
        server.end()


def create_staff(data: Path) -> None:
    manage(
        data,
        "createsuperuser",
        "--no-input",
        DJANGO_SUPERUSER_EMAIL=EMAIL,
        DJANGO_SUPERUSER_PASSWORD=PASSWORD,
    )


@pytest.fixture
def watched(address: str) -> Iterator[Watched]:
    with browse(address) as watched:
        yield watched


def test_the_landing_page_leads_to_the_documentation(watched: Watched) -> None:
    page = watched.open("/")
    expect(page.get_by_role("heading", name="Moneta")).to_be_visible()
    page.get_by_role("link", name="Try the API").click()
    expect(page).to_have_url(f"{watched.address}/docs")
    assert watched.complaints == []


def test_swagger_ui_lists_operations_and_calls_one(watched: Watched) -> None:
    page = watched.open("/docs")
    for tag in ("Authentication", "Transactions", "Service"):
        expect(page.get_by_role("link", name=tag, exact=True)).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="Service", exact=True).click()
    operation = page.locator(".opblock").filter(has=page.locator('[data-path="/api/health"]'))
    operation.locator(".opblock-summary").click()
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()
    expect(operation.locator(".live-responses-table")).to_contain_text('"status": "healthy"')
    assert watched.complaints == []


def test_redoc_shows_the_reference(watched: Watched) -> None:
    page = watched.open("/redoc")
    expect(page.get_by_role("heading", name="Moneta").first).to_be_visible(timeout=30_000)
    expect(page.get_by_text("/api/auth/login").first).to_be_attached(timeout=30_000)
    # The bundle asks for its maker's logo, and the policy stops it: nobody hears who reads the reference.
    assert {complaint for complaint in watched.complaints if REDOC_LOGO not in complaint} == set()


def test_staff_sign_in_to_the_admin_site(watched: Watched) -> None:
    page = watched.open("/admin")
    expect(page).to_have_url(f"{watched.address}/admin/login/?next=/admin/")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Site administration")).to_be_visible()
    page.get_by_role("link", name="Users", exact=True).first.click()
    expect(page.get_by_role("link", name=EMAIL)).to_be_visible()
    assert watched.complaints == []
