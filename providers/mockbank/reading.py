"""What a bank answers, before it is put into the bank's own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from providers.mockbank.cursors import Cursor, read_cursor, write_cursor
from providers.mockbank.customers import life_of, now_at
from providers.mockbank.world.accounts import Balance, Holder
from providers.mockbank.world.world import Change, World, world_of
from providers.models import MockLogin


@dataclass(frozen=True)
class ToldAccount:
    holder: Holder
    balance: Balance
    limit: Decimal | None
    currency: str


@dataclass(frozen=True)
class Told:
    """One page. `down` are accounts of which nothing is told now."""

    changes: Sequence[Change]
    next_cursor: str
    has_more: bool
    down: Collection[str] = ()


def accounts_of(login: MockLogin) -> list[ToldAccount]:
    life, now = life_of(login), now_at(login)
    world = world_of(life, now)
    balances = world.balances(now)
    return [
        ToldAccount(holder, balances[holder.id], world.limit(holder), life.currency)
        for holder in world.at_bank(login.bank)
    ]


def transactions_of(
    login: MockLogin, *, cursor: str, limit: int, down: Collection[str] = (), suffix: str = ""
) -> Told:
    """The page of an update that `cursor` leads to; `down` counts when the update begins.

    `suffix` ends every id.
    """
    asked = read_cursor(cursor, login)
    if asked.until is None:
        asked = replace(asked, until=_until(asked, now_at(login)), offset=0, down=tuple(sorted(down)))
    until = asked.until or now_at(login)
    world = world_of(life_of(login), until)
    told = [holder.id for holder in world.at_bank(login.bank) if holder.id not in asked.down]
    changes = _changes(world, asked, until, told)
    ends = asked.offset + limit
    has_more = ends < len(changes)
    after = (
        replace(asked, offset=ends)
        if has_more
        else Cursor(since={**asked.since, **dict.fromkeys(told, until)})
    )
    page = [_renamed(change, suffix) for change in changes[asked.offset : ends]]
    return Told(page, write_cursor(after, login), has_more, asked.down)


def _renamed(change: Change, suffix: str) -> Change:
    if not suffix:
        return change
    fact = change.fact
    if fact is not None:
        replaces = fact.replaces and fact.replaces + suffix
        fact = replace(fact, id=fact.id + suffix, replaces=replaces)
    return Change(change.kind, change.id + suffix, fact)


def _until(cursor: Cursor, now: datetime) -> datetime:
    """Now; a clock that was put back tells nothing twice."""
    return max(now, *cursor.since.values()) if cursor.since else now


def _changes(world: World, cursor: Cursor, until: datetime, told: Collection[str]) -> list[Change]:
    """Accounts that were told up to the same instant are told together."""
    groups: dict[datetime | None, list[str]] = defaultdict(list)
    for account in told:
        groups[cursor.since.get(account)].append(account)
    return [change for since, accounts in groups.items() for change in world.changes(since, until, accounts)]
