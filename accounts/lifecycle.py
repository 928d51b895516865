"""What each app does when a person arrives, starts again or leaves.

    class FinanceConfig(AppConfig):
        def ready(self) -> None:
            lifecycle.register("finance", on_register=create_defaults, on_reset=clear, on_erase=clear_all)

Apps register in the order of INSTALLED_APPS, lowest first. Arrivals run in that order, departures in the
opposite one, so that nothing is removed before what leans on it. A full reset runs `on_reset` and then
`on_register` again. `on_currency` follows a new base currency: what is stored in the old one is converted.
Every hook runs inside the transaction of the service that calls it: no network call, no commit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from accounts.models import User

Mode = Literal["full", "transactions"]


@dataclass(frozen=True)
class Rule:
    name: str
    on_register: Callable[[User], object] | None = None
    on_reset: Callable[[User, Mode], object] | None = None
    on_erase: Callable[[User], object] | None = None
    on_currency: Callable[[User], object] | None = None


_rules: dict[str, Rule] = {}


def register(
    name: str,
    *,
    on_register: Callable[[User], object] | None = None,
    on_reset: Callable[[User, Mode], object] | None = None,
    on_erase: Callable[[User], object] | None = None,
    on_currency: Callable[[User], object] | None = None,
) -> None:
    """Set the app's hooks; a hook may be left out. ValueError for a second rule of the same name."""
    if name in _rules:
        raise ValueError(f"{name} has a lifecycle rule already")
    _rules[name] = Rule(name, on_register, on_reset, on_erase, on_currency)


def rules() -> tuple[Rule, ...]:
    return tuple(_rules.values())


def run_register(user: User) -> None:
    for rule in rules():
        if rule.on_register:
            rule.on_register(user)


def run_reset(user: User, mode: Mode) -> None:
    for rule in reversed(rules()):
        if rule.on_reset:
            rule.on_reset(user, mode)


def run_erase(user: User) -> None:
    for rule in reversed(rules()):
        if rule.on_erase:
            rule.on_erase(user)


def run_currency(user: User) -> None:
    for rule in rules():
        if rule.on_currency:
            rule.on_currency(user)
