"""The base of ordinary resources: owner only, odd ids are 404, both spellings of a path."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from config.drf.models import IdempotentRequest
from config.drf.tests.urls import add_ticket


@pytest.fixture
def ticket(ana: User) -> IdempotentRequest:
    return add_ticket(ana, "first", 7)


def rows() -> list[tuple[str, int]]:
    return list(IdempotentRequest.objects.order_by("id").values_list("key", "status"))


def test_create(ana_api: APIClient, ana: User) -> None:
    response = ana_api.post("/api/tickets", {"key": " new ", "status": 3})
    row = IdempotentRequest.objects.get()
    assert (response.status_code, response.json()) == (201, {"id": row.pk, "key": "new", "status": 3})
    assert row.user == ana


def test_create_refused(ana_api: APIClient) -> None:
    response = ana_api.post("/api/tickets", {"key": "", "status": 0, "user": 1})
    assert response.json()["errors"] == {
        "key": ["Must not be empty"],
        "status": ["Must be at least 1"],
        "user": ["Unknown field"],
    }
    assert rows() == []


def test_retrieve(ana_api: APIClient, ticket: IdempotentRequest) -> None:
    response = ana_api.get(f"/api/tickets/{ticket.pk}")
    assert (response.status_code, response.json()) == (200, {"id": ticket.pk, "key": "first", "status": 7})


def test_put_replaces(ana_api: APIClient, ticket: IdempotentRequest) -> None:
    response = ana_api.put(f"/api/tickets/{ticket.pk}", {"key": "second"})
    assert (response.status_code, rows()) == (200, [("second", 200)])


def test_put_needs_the_whole(ana_api: APIClient, ticket: IdempotentRequest) -> None:
    response = ana_api.put(f"/api/tickets/{ticket.pk}", {"status": 8})
    assert (response.json()["errors"], rows()) == ({"key": ["This field is required"]}, [("first", 7)])


def test_patch_changes_what_is_given(ana_api: APIClient, ticket: IdempotentRequest) -> None:
    assert ana_api.patch(f"/api/tickets/{ticket.pk}", {"status": 8}).json()["status"] == 8
    assert ana_api.patch(f"/api/tickets/{ticket.pk}").status_code == 200
    assert rows() == [("first", 8)]


def test_delete_then_again(ana_api: APIClient, ticket: IdempotentRequest) -> None:
    response = ana_api.delete(f"/api/tickets/{ticket.pk}")
    assert (response.status_code, response.content, rows()) == (204, b"", [])
    assert "Content-Type" not in response
    assert ana_api.delete(f"/api/tickets/{ticket.pk}").status_code == 404


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_a_foreign_row_and_an_unknown_one_are_the_same(
    ben_api: APIClient, ticket: IdempotentRequest, method: str
) -> None:
    foreign = getattr(ben_api, method)(f"/api/tickets/{ticket.pk}", {"key": "x", "status": 1})
    unknown = getattr(ben_api, method)("/api/tickets/999999999", {"key": "x", "status": 1})
    assert foreign.status_code == unknown.status_code == 404
    assert {**foreign.json(), "request_id": ""} == {**unknown.json(), "request_id": ""}
    assert rows() == [("first", 7)]


@pytest.mark.parametrize(
    "id",
    [
        "0",
        "-1",
        "x",
        "1.0",
        "1e3",
        "٣",
        "%00",
        "1%2f2",
        "99999999999999999999",
        "9223372036854775808",
        "9" * 3000,
    ],
)
def test_an_odd_id_is_not_found(ana_api: APIClient, ticket: IdempotentRequest, id: str) -> None:
    for method in ("get", "delete"):
        response = getattr(ana_api, method)(f"/api/tickets/{id}")
        assert (response.status_code, response["Content-Type"]) == (404, "application/json")


def test_nobody_is_asked_to_sign_in(api: APIClient, ticket: IdempotentRequest) -> None:
    for path in ("/api/tickets", f"/api/tickets/{ticket.pk}"):
        assert api.get(path).status_code == 401


@pytest.mark.parametrize("mount", ["/api", "", "/api/finance"])
@pytest.mark.parametrize("slash", ["", "/"])
def test_every_mount_with_and_without_slash(
    ana_api: APIClient, ticket: IdempotentRequest, mount: str, slash: str
) -> None:
    assert ana_api.get(f"{mount}/tickets{slash}").json()["total"] == 1
    assert ana_api.get(f"{mount}/tickets/{ticket.pk}{slash}").json()["key"] == "first"


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_what_a_resource_does_not_offer(ana_api: APIClient, ticket: IdempotentRequest, method: str) -> None:
    assert ana_api.get("/api/old-tickets").json()["total"] == 1
    assert ana_api.post("/api/old-tickets", {"key": "x"}).status_code == 405
    assert getattr(ana_api, method)(f"/api/old-tickets/{ticket.pk}", {"key": "x"}).status_code == 405
    assert rows() == [("first", 7)]


def test_answers_are_private(ana_api: APIClient) -> None:
    assert ana_api.get("/api/tickets")["Cache-Control"] == "private, no-cache"


def test_options_tells_nothing(ana_api: APIClient) -> None:
    assert ana_api.options("/api/tickets").status_code == 405


def test_the_queries_of_a_list(ana: User, ticket: IdempotentRequest, django_assert_num_queries: Any) -> None:
    client = APIClient()
    client.force_authenticate(ana)
    with django_assert_num_queries(2):
        assert client.get("/api/tickets").json()["data"] == [{"id": ticket.pk, "key": "first", "status": 7}]
    with django_assert_num_queries(1):
        client.get(f"/api/tickets/{ticket.pk}")
