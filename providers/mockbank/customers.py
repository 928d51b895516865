"""Whose life a login tells."""

from __future__ import annotations

import re
from datetime import datetime
from hashlib import blake2b

from config.lib import clock
from config.lib.currencies import is_currency
from config.lib.periods import add_months, month_start
from providers.mockbank.refusals import invalid_request
from providers.mockbank.world.world import Customer
from providers.models import MockCustomer, MockLogin

MONTHS = 24  # of history, for a customer that comes by the consent page
_KEY = re.compile(r"[\w.@+ -]{1,60}")


def find_or_open(*, key: str, currency: str, months: int = MONTHS, seed: int = 1) -> MockCustomer:
    """A customer that the banks know keeps his own life; a new one gets `months` full months before this one.

    The key is compared without case. Refusal for one that cannot be a key, or for an unknown currency.
    """
    key = key.strip().lower()
    if not _KEY.fullmatch(key):
        raise invalid_request("A customer is 1 to 60 letters, digits, spaces or . @ + - _.")
    if not is_currency(currency):
        raise invalid_request("The currency is an ISO 4217 code.")
    start = add_months(month_start(clock.now().date()), -months)
    return MockCustomer.objects.get_or_create(
        key=key, defaults={"currency": currency, "seed": seed, "start": start}
    )[0]


def login_at(*, bank: str, customer: MockCustomer) -> MockLogin:
    """The same one, with the same item_id, however often the customer comes."""
    digest = blake2b(f"{bank}:{customer.pk}:{customer.key}".encode(), digest_size=12).hexdigest()
    return MockLogin.objects.get_or_create(
        bank=bank, customer=customer, defaults={"item_id": f"{bank}-{digest}"}
    )[0]


def life_of(login: MockLogin) -> Customer:
    row = login.customer
    return Customer(key=row.key, seed=row.seed, currency=row.currency, start=row.start)


def now_at(login: MockLogin) -> datetime:
    """The bank's own clock."""
    return login.now or clock.now()
