"""Made-up people, each with a login at all three mock banks, filled by the way that real data takes."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.db import transaction

from accounts.models import User
from accounts.services.registration import admit_user
from providers.mockbank.consents import approve, open_consent, take_consent
from providers.mockbank.customers import find_or_open, login_at
from providers.mockbank.world.accounts import BANKS
from providers.models import MockCustomer, SyncRun
from providers.services.link import finish_link, start_link
from providers.services.on_demand import run_now

_BACK = "http://localhost/app/banks"


@dataclass(frozen=True, slots=True)
class Person:
    """One to be made: the same number and seed are the same life."""

    number: int
    seed: int
    months: int
    currency: str
    password: str

    @property
    def email(self) -> str:
        return f"demo{self.number}@moneta.example"

    def __str__(self) -> str:
        return self.email


@dataclass(frozen=True, slots=True)
class Seeded:
    email: str
    is_new: bool
    runs: tuple[SyncRun, ...]

    @property
    def failed(self) -> list[SyncRun]:
        return [run for run in self.runs if run.status != SyncRun.Status.OK]


def seed_person(person: Person) -> Seeded:
    """Registers, links every mock bank and syncs; who is there already is linked again, which adds only what
    is new. A new person's history is `months` full months and this one.

    The banks must answer at MOCK_BANK_URL. Not inside a transaction: they are asked over HTTP.
    """
    user, is_new = _registered(person)
    key = f"demo-{person.seed}-{person.number}"
    customer = find_or_open(key=key, currency=user.base_currency, months=person.months, seed=person.seed)
    runs = [link_practice_bank(user=user, bank=bank, customer=customer) for bank in BANKS]
    done = run_now(runs)
    return Seeded(person.email, is_new, tuple(done or runs))


def _registered(person: Person) -> tuple[User, bool]:
    known = User.objects.filter(email=person.email).first()
    if known is not None:
        return known, False
    user = User(email=person.email, full_name=f"Demo {person.number}", base_currency=person.currency)
    user.set_password(person.password)
    with transaction.atomic():
        admit_user(user=user)
    return user, True


def link_practice_bank(*, user: User, bank: str, customer: MockCustomer) -> SyncRun:
    """The queued first sync. Our side asks, the bank's side consents as its page would, our side takes the
    code there.
    """
    consent = start_link(user=user, provider_id=bank, redirect_uri=_BACK)
    asked = parse_qs(urlsplit(consent.auth_url).query)
    secret = open_consent(
        bank=bank,
        redirect_uri=asked["redirect_uri"][0],
        state=asked["state"][0],
        own_host=urlsplit(settings.MOCK_BANK_URL).netloc,
    )
    back = approve(take_consent(bank=bank, secret=secret), login_at(bank=bank, customer=customer))
    answered = parse_qs(urlsplit(back).query)
    return finish_link(user=user, code=answered["code"][0], state=answered["state"][0]).run
