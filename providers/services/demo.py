"""Shows what syncing is: three banks as they were ten days ago, then today, then all over again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction

from accounts.models import User
from config.lib import clock
from config.lib.errors import Unavailable
from providers.mockbank.customers import find_or_open, login_at
from providers.mockbank.failures import order
from providers.mockbank.world.accounts import BANKS
from providers.models import Connection, MockCustomer, MockLogin, SyncRun
from providers.registry import provider_of
from providers.services.on_demand import run_now
from providers.services.seeding import link_practice_bank
from providers.services.sync import request_sync

_CUSTOMER: Final = "demo"  # the one that the consent page proposes
_MONTHS: Final = 12
_EARLIER: Final = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class BankStep:
    """What one sync of one bank did; `fetched` counts rows and removals as the bank told them."""

    bank: str
    moment: str
    fetched: int
    new: int
    corrected: int
    removed: int
    seconds: float

    @property
    def repeated(self) -> int:
        return self.fetched - self.new - self.corrected - self.removed


def demo_banks(*, user: User) -> Iterator[BankStep]:
    """Each sync as it is done; a repeat of the demo asks each bank only what is new.

    The banks must answer at MOCK_BANK_URL, and no other worker take the jobs. Raises Unavailable when a sync
    fails.
    """
    customer = find_or_open(key=_CUSTOMER, currency=user.base_currency, months=_MONTHS)
    for bank in BANKS:
        known = Connection.objects.for_user(user).filter(provider_id=bank).first()
        if known is None:
            yield from _from_the_beginning(user, bank, customer)
        else:
            yield _synced(bank, "since then", _requested(known))


def _from_the_beginning(user: User, bank: str, customer: MockCustomer) -> Iterator[BankStep]:
    login = login_at(bank=bank, customer=customer)
    _tell(login, "clock", (clock.now() - _EARLIER).isoformat())
    run = link_practice_bank(user=user, bank=bank, customer=customer)
    yield _synced(bank, "linked, 10 days ago", run)
    _tell(login, "clock", None)
    yield _synced(bank, "today", _requested(run.connection))
    _tell(login, "reset_cursor", None)
    yield _synced(bank, "all told again", _requested(run.connection))


def _tell(login: MockLogin, mode: str, value: str | None) -> None:
    order(login, mode=mode, on="any", times=0, value=value)


def _requested(connection: Connection) -> SyncRun:
    with transaction.atomic():
        return request_sync(connection, trigger=SyncRun.Trigger.MANUAL)


def _synced(bank: str, moment: str, run: SyncRun) -> BankStep:
    name, started = provider_of(bank).name, time.perf_counter()
    done = run_now([run])
    if done is None or done[0].status != SyncRun.Status.OK:
        raise Unavailable(f"{name} could not be synced", detail=done[0].error if done else None)
    [run] = done
    return BankStep(
        bank=name,
        moment=moment,
        fetched=run.fetched,
        new=run.inserted,
        corrected=run.updated,
        removed=run.removed,
        seconds=time.perf_counter() - started,
    )
