"""Every route of the service, called by somebody whose things these are not.

The routes are taken from the resolver, the calls from the table of endpoints: a route without a call fails.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from pytest_django import DjangoDbBlocker
from rest_framework.test import APIClient

from accounts.models import User
from accounts.services import sessions
from accounts.tests.factories import UserFactory
from analytics.services.freshness import ensure_fresh
from config.tests.endpoints import TABLE
from config.tests.endpoints.endpoint import Endpoint
from config.tests.endpoints.transactions import TEA
from config.tests.household import MARK, Household, furnish, sign_in


def routes(entries: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Pattern as `resolve` names it, and view."""
    for entry in entries:
        pattern = str(entry.pattern)
        route = prefix + (pattern.removeprefix("^") if prefix else pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, route)
        else:
            yield route, entry.callback


def methods(view: Any) -> set[str]:
    if actions := getattr(view, "actions", None):
        return {method.upper() for method in actions} - {"HEAD"}
    kind = getattr(view, "cls", None) or view.view_class
    return {method.upper() for method in kind.http_method_names if hasattr(kind, method)} - {
        "HEAD",
        "OPTIONS",
    }


def owned_rows(people: Collection[User]) -> dict[str, set[str]]:
    """Everything that these people have, but for when they last came."""
    kept = {"accounts.User": set(map(repr, User.objects.filter(pk__in=[one.pk for one in people]).values()))}
    for table in apps.get_models(include_auto_created=True):
        names = [field.name for field in table._meta.concrete_fields if field.name != "last_used_at"]
        if people and "user" in names:
            rows = table._base_manager.filter(user__in=people).values_list(*names)
            kept[table._meta.label] = set(map(repr, rows))
    return kept


@dataclass(frozen=True)
class Answers:
    """What one call got at every mount."""

    statuses: set[int]
    contents: list[Any]


@dataclass
class World:
    """Ana has a household, the stranger another, staff none; `alone` is what they saw before hers."""

    people: dict[str, User]
    clients: dict[str, APIClient]
    his: Household
    alone: dict[tuple[str, str], Answers]
    hers: Household

    def send(
        self, who: str, endpoint: Endpoint, household: Household, *, untouched: tuple[str, ...] = ()
    ) -> Answers:
        """Makes the call at every mount and takes back what it did; what `untouched` have must stay."""
        owners = [self.people[name] for name in untouched]
        before, answers = owned_rows(owners), []
        for address in endpoint.addresses(slashes=("",)):
            with transaction.atomic():
                answers.append(endpoint.send(self.clients[who], address, household))
                assert owned_rows(owners) == before
                transaction.set_rollback(True)
            cache.clear()  # it holds counts of the state that was just taken back
        return Answers({status for status, *_ in answers}, [content for *_, content in answers])


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One transaction for the module: its tests take back what they do, and the world is made once."""
    # The list of sessions says when each was used: it may not change while others are asked.
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(sessions, "TOUCH_EVERY", timedelta(days=1))
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(db: None) -> World:
    people: dict[str, Any] = {name: UserFactory(email=f"{name}@example.com") for name in ("ana", "stranger")}
    people["staff"] = UserFactory(email="staff@example.com", is_staff=True)
    clients = {name: APIClient() for name in ("ana", "stranger", "staff", "anonymous")}
    his = furnish(clients["stranger"], email="stranger@example.com", mark="Lisbon")
    sign_in(clients["staff"], "staff@example.com")
    for person in people.values():
        ensure_fresh(person)  # later, figures tell when they were counted
    world = World(people, clients, his, {}, his)
    for endpoint in filter(is_collection, TABLE):
        for who in ("stranger", "staff"):
            world.alone[who, endpoint.call] = world.send(who, endpoint, his)
    world.hers = furnish(clients["ana"])
    return world


def is_collection(row: Endpoint) -> bool:
    return row.method == "GET" and not (row.public or row.names_an_object)


def rows_of_table(condition: Callable[[Endpoint], bool]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "endpoint", [row for row in TABLE if condition(row)], ids=lambda row: row.call
    )


def test_every_route_is_in_the_table() -> None:
    there = {
        (method, route)
        for route, view in routes(get_resolver().url_patterns)
        if not route.startswith("admin")
        for method in methods(view)
    }
    ids: dict[str, int] = defaultdict(lambda: 1)
    in_table = {
        (row.method, resolve(address.partition("?")[0].format_map(ids)).route)
        for row in TABLE
        for address in row.addresses(slashes=("",))
    }
    missing = sorted(f"{method} {route}" for method, route in there - in_table)
    assert not missing, "\n".join(missing)


@rows_of_table(lambda row: row.public)
@pytest.mark.parametrize("who", ["anonymous", "stranger", "staff"])
def test_a_public_call_answers_everybody(world: World, who: str, endpoint: Endpoint) -> None:
    answers = world.send(who, endpoint, world.hers)
    assert answers.statuses == {endpoint.status}
    assert MARK not in str(answers)


@rows_of_table(lambda row: not row.public)
def test_anonymous_callers_are_asked_to_sign_in(world: World, endpoint: Endpoint) -> None:
    answers = world.send("anonymous", endpoint, world.hers, untouched=("ana",))
    assert answers.statuses == {401}
    assert MARK not in str(answers)


@rows_of_table(lambda row: row.names_an_object)
@pytest.mark.parametrize("who", ["stranger", "staff"])
def test_what_belongs_to_another_is_not_found(world: World, who: str, endpoint: Endpoint) -> None:
    answers = world.send(who, endpoint, world.hers, untouched=("ana",))
    assert answers.statuses == {404}
    assert MARK not in str(answers)


@rows_of_table(lambda row: row.method == "GET" and row.names_an_object)
def test_a_condition_does_not_tell_that_it_is_there(world: World, endpoint: Endpoint) -> None:
    asked = replace(endpoint, headers={"If-None-Match": "*"})
    assert world.send("stranger", asked, world.hers).statuses == {404}


@rows_of_table(is_collection)
@pytest.mark.parametrize("who", ["stranger", "staff"])
def test_a_collection_is_as_if_the_owner_were_not_there(world: World, who: str, endpoint: Endpoint) -> None:
    answers = world.send(who, endpoint, world.hers)
    assert answers == world.alone[who, endpoint.call]
    assert answers.statuses == {200}
    assert MARK not in str(answers)


@rows_of_table(lambda row: row.method != "GET" and not (row.public or row.names_an_object or row.sends_ids))
@pytest.mark.parametrize("who", ["stranger", "staff"])
def test_a_write_touches_the_own_things_only(world: World, who: str, endpoint: Endpoint) -> None:
    answers = world.send(who, endpoint, world.hers, untouched=("ana",))
    assert answers.statuses == {endpoint.status}


@dataclass(frozen=True)
class Id:
    """An id of the household that the call is tried with: the caller's own, then Ana's."""

    name: str


@dataclass(frozen=True)
class OwnId(Id):
    """Always the caller's own."""


def filled(body: Any, own: Household, tried: Household) -> Any:
    match body:
        case dict():
            return {name: filled(value, own, tried) for name, value in body.items()}
        case list():
            return [filled(item, own, tried) for item in body]
        case OwnId(name):
            return getattr(own, name)
        case Id(name):
            return getattr(tried, name)
    return body


LINE = {"amount": 0.5}
FOREIGN_IDS: list[tuple[str, dict[str, Any]]] = [
    ("POST transactions", {**TEA, "account_id": Id("bank")}),
    ("POST transactions", {**TEA, "category_id": Id("food")}),
    ("POST transactions", {**TEA, "category": Id("food")}),
    ("PUT transactions/{expense}", {**TEA, "account_id": Id("bank")}),
    ("PUT transactions/{expense}", {**TEA, "category": Id("food")}),
    ("PATCH transactions/{expense}", {"account_id": Id("bank")}),
    ("PATCH transactions/{expense}", {"category_id": Id("food")}),
    ("POST transactions/{expense}/reconcile", {"reason": "x", "category": Id("food")}),
    ("PUT transactions/{expense}/splits", {"splits": [LINE, {"amount": 5000, "category_id": Id("food")}]}),
    ("PUT transactions/{expense}/splits", {"splits": [LINE, {"amount": 5000, "category": Id("travel")}]}),
    ("POST transactions/bulk", {"edits": [{"id": OwnId("twin"), "note": "x"}, {"id": Id("expense")}]}),
    ("POST transactions/bulk", {"edits": [{"id": OwnId("expense"), "category_id": Id("food")}]}),
    ("POST transactions/bulk", {"delete": [OwnId("twin"), Id("expense")]}),
    ("POST transactions/{ferry}/link-refund", {"refund_id": Id("refund")}),
    ("POST transactions/convert", {"transaction_id": Id("expense")}),
    ("POST categories", {"name": "x", "parent_id": Id("food")}),
    ("PUT categories/{travel}", {"name": "x", "parent_id": Id("food")}),
    ("PATCH categories/{travel}", {"parent_id": Id("food")}),
]


@pytest.mark.parametrize(("call", "body"), FOREIGN_IDS, ids=str)
def test_a_write_with_the_id_of_another_is_refused(world: World, call: str, body: dict[str, Any]) -> None:
    his, hers = (
        Endpoint(call=call, body=filled(body, world.his, tried)) for tried in (world.his, world.hers)
    )
    with_his = world.send("stranger", his, world.his, untouched=("ana",))
    with_hers = world.send("stranger", hers, world.his, untouched=("ana", "stranger"))
    assert {status // 100 for status in with_his.statuses} == {2}
    assert with_hers.statuses <= {400, 404}
    assert MARK not in str(with_hers)


@pytest.mark.parametrize(
    ("name", "id"), [("account_id", "bank"), ("category_id", "food"), ("import_id", "upload")]
)
@pytest.mark.parametrize("path", ["/api/transactions", "/api/transactions/search"])
def test_a_filter_with_the_id_of_another_finds_nothing(world: World, path: str, name: str, id: str) -> None:
    found = {
        whose: world.clients["stranger"].get(path, {name: getattr(household, id)}).json()["total"]
        for whose, household in {"his": world.his, "hers": world.hers}.items()
    }
    assert (found["his"] > 0, found["hers"]) == (True, 0)


def admin_paths() -> Iterator[str]:
    for route, view in routes(get_resolver().url_patterns):
        if route.startswith("admin/") and getattr(view, "__name__", "") not in {"login", "i18n_javascript"}:
            yield "/" + re.sub(r"\(.*|<[^>]+>", "1", route)


@pytest.mark.parametrize("who", ["anonymous", "stranger"])
def test_the_admin_site_asks_others_to_sign_in(world: World, who: str) -> None:
    client = Client()
    if who in world.people:
        client.force_login(world.people[who])
    shown = {path: client.get(path, follow=True).request["PATH_INFO"] for path in admin_paths()}
    assert len(shown) > 20
    assert set(shown.values()) == {"/admin/login/"}


def test_the_admin_site_shows_staff_without_a_right_nothing(world: World) -> None:
    client = Client()
    client.force_login(world.people["staff"])
    answers = [client.get(path, follow=True) for path in admin_paths()]
    assert {answer.status_code for answer in answers} <= {200, 403, 404, 405}
    assert [answer.request["PATH_INFO"] for answer in answers if MARK in answer.content.decode()] == []
