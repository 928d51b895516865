"""`manage.py mockbank`: the banks in a process of their own, spoken to by browser and adapter."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.core.management import CommandError, call_command
from pytest_django import Settings

from config.jobs.tests.stage import process
from config.jobs.tests.threads import eventually
from providers.adapters.banka.client import banka
from providers.domain.contract import AuthExpired
from providers.mockbank.server import bank_server

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "http://localhost:5173/app/banks"


def test_a_link_from_consent_to_withdrawal_at_a_bank_of_its_own(tmp_path: Path) -> None:
    log = tmp_path / "mockbank.log"
    variables = {"DJANGO_SETTINGS_MODULE": "config.tests.settings", "MOCK_BANKS": "true"}
    with process(("manage.py", "mockbank", "--port", "0"), log, **variables) as child:
        eventually(lambda: child.poll() is not None or "MOCK_BANK_URL=" in log.read_text())
        found = re.search(r"MOCK_BANK_URL=(\S+)", log.read_text())
        assert found
        base = found[1]
        bank = banka(f"{base}/mockbank/banka")
        browser = requests.Session()
        page = browser.get(bank.authorize_url(state="s", redirect_uri=HERE), timeout=30)
        hidden = dict(re.findall(r'name="(csrfmiddlewaretoken|request)" value="([^"]+)"', page.text))
        assert len(hidden) == 2
        form = hidden | {"answer": "approve", "customer": "ana", "currency": "EUR"}
        back = browser.post(page.url, data=form, allow_redirects=False, timeout=30)
        query = parse_qs(urlsplit(back.headers["Location"]).query)
        grant = bank.exchange_code(code=query["code"][0], redirect_uri=HERE)
        accounts = bank.fetch_accounts(grant.access_token)
        assert [(one.name, one.type, one.currency) for one in accounts] == [
            ("Girokonto", "checking", "EUR"),
            ("Tagesgeld", "savings", "EUR"),
        ]
        assert len(bank.fetch_page(grant.access_token, "").added) > 100
        assert bank.refresh(grant).access_token != grant.access_token
        bank.revoke(grant.access_token)
        with pytest.raises(AuthExpired):
            bank.fetch_accounts(grant.access_token)
        sheet = re.search(r'href="([^"]+\.css)"', page.text)
        assert sheet
        assert requests.get(base + sheet[1], timeout=30).status_code == 200
        lost = requests.get(f"{base}/api/transactions", timeout=30)
        assert (lost.status_code, lost.headers["Content-Type"]) == (404, "application/json")
    browser.close()


def test_a_port_that_is_taken_is_said() -> None:
    with bank_server() as taken, pytest.raises(CommandError, match="port cannot be used") as refused:
        call_command("mockbank", port=taken.server_address[1])
    assert refused.value.returncode == 1


def test_switched_off_there_is_nothing_to_serve(settings: Settings) -> None:
    settings.MOCK_BANKS = False
    with pytest.raises(CommandError, match="switched off") as refused:
        call_command("mockbank", port=0)
    assert refused.value.returncode == 2
