"""The OpenAPI document of the test API."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Any

import msgspec
import pytest
from django.core.management import call_command
from drf_spectacular.generators import SchemaGenerator

from config.drf.jsonschema import Components, component_name
from config.drf.pages import PageOf
from config.drf.structs import Answer, Body
from config.drf.tests import urls
from config.drf.values import Amount, Day, SignedAmount


class Mood(StrEnum):
    GOOD = "good"
    BAD = "bad"


class InnerOut(Answer):
    mood: Mood
    price: SignedAmount


class OuterOut(Answer, kw_only=True):
    id: int
    inner: list[InnerOut] = []
    note: str | None = None
    extra: int | msgspec.UnsetType = msgspec.UNSET


class OuterIn(Body, kw_only=True):
    price: Amount
    day: Day | None = None
    __aliases__ = {"cost": "price"}


@cache
def document() -> dict[str, Any]:
    generator: Any = SchemaGenerator(urlconf="config.drf.tests.urls")  # type: ignore[no-untyped-call] # untyped
    return dict(generator.get_schema(request=None, public=True))


def operation(path: str, method: str) -> dict[str, Any]:
    found: dict[str, Any] = document()["paths"][path][method]
    return found


def test_it_is_valid_and_without_warnings(tmp_path: Any) -> None:
    call_command(
        "spectacular",
        "--validate",
        "--fail-on-warn",
        "--urlconf",
        "config.drf.tests.urls",
        "--file",
        str(tmp_path / "x"),
    )


def test_each_path_stands_once_without_slash() -> None:
    assert set(document()["paths"]) == {
        "/api/entries",
        "/api/loose",
        "/api/numbers",
        "/api/rows",
        "/api/files",
        "/api/effects",
        "/api/secret",
        "/api/tickets",
        "/api/tickets/{id}",
        "/api/old-tickets",
        "/api/old-tickets/{id}",
        "/api/kept-tickets",
    }
    assert document()["openapi"].startswith("3.1")


def test_operation_ids_of_a_viewset() -> None:
    ids = {
        (path, method): each["operationId"]
        for path, methods in document()["paths"].items()
        for method, each in methods.items()
        if "tickets" in path
    }
    assert ids == {
        ("/api/tickets", "get"): "tickets_list",
        ("/api/tickets", "post"): "tickets_create",
        ("/api/tickets/{id}", "get"): "tickets_get",
        ("/api/tickets/{id}", "put"): "tickets_replace",
        ("/api/tickets/{id}", "patch"): "tickets_update",
        ("/api/tickets/{id}", "delete"): "tickets_delete",
        ("/api/old-tickets", "get"): "old_tickets_list",
        ("/api/old-tickets/{id}", "get"): "old_tickets_get",
        ("/api/kept-tickets", "get"): "kept_tickets_list",
    }


@pytest.mark.parametrize(
    ("path", "method", "codes"),
    [
        ("/api/tickets", "get", {200, 400, 401, 403, 405, 429, 500, 503}),
        ("/api/tickets", "post", {201, 400, 401, 403, 405, 409, 413, 415, 422, 429, 500, 503}),
        ("/api/tickets/{id}", "delete", {204, 400, 401, 403, 404, 405, 429, 500, 503}),
        ("/api/tickets/{id}", "patch", {200, 400, 401, 403, 404, 405, 413, 415, 429, 500, 503}),
        ("/api/entries", "post", {201, 400, 401, 403, 404, 405, 413, 415, 429, 500, 503}),
        ("/api/loose", "post", {200, 400, 405, 413, 415, 429, 500, 503}),
        ("/api/kept-tickets", "get", {200, 304, 400, 401, 403, 405, 429, 500, 503}),
        ("/api/numbers", "get", {200, 304, 400, 401, 403, 405, 429, 500, 503}),
    ],
)
def test_answers_and_errors(path: str, method: str, codes: set[int]) -> None:
    responses = operation(path, method)["responses"]
    assert {int(code) for code in responses} == codes
    for code, response in responses.items():
        if int(code) >= 400:
            assert response["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Error"}
    assert "content" not in responses.get("204", {})


def test_bodies_refuse_unknown_keys() -> None:
    schemas = document()["components"]["schemas"]
    assert schemas["EntryIn"]["additionalProperties"] is False
    assert schemas["Line"]["additionalProperties"] is False
    assert "additionalProperties" not in schemas["LooseIn"]
    assert schemas["EntryIn"]["required"] == ["amount", "date", "type"]
    assert schemas["EntryIn"]["properties"]["date"] == {"type": "string", "format": "date"}
    assert schemas["EntryIn"]["description"] == (
        "Also accepted: `transaction_type` for `type`, `description` for `note`."
    )


def test_a_body_that_needs_nothing_may_be_missing() -> None:
    asked = operation("/api/tickets/{id}", "patch")["requestBody"]
    [named, null] = asked["content"]["application/json"]["schema"]["anyOf"]
    assert (asked["required"], null) == (False, {"type": "null"})
    assert not document()["components"]["schemas"][named["$ref"].rpartition("/")[2]].get("required")
    assert operation("/api/entries", "post")["requestBody"]["required"] is True


def test_parameters_of_a_list() -> None:
    parameters = {each["name"]: each for each in operation("/api/tickets", "get")["parameters"]}
    assert list(parameters) == ["limit", "offset", "skip", "page", "cursor", "status", "user"]
    assert parameters["limit"]["schema"] == {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}
    assert parameters["offset"]["schema"] == {"type": "integer", "minimum": 0, "maximum": 10**7}
    assert parameters["user"]["schema"] == {"type": "integer", "minimum": 1}
    assert not any(each["required"] for each in parameters.values())


def test_parameters_of_a_path_and_of_headers() -> None:
    (id_,) = operation("/api/tickets/{id}", "get")["parameters"]
    assert (id_["name"], id_["in"], id_["required"], id_["schema"]["type"]) == ("id", "path", True, "integer")
    assert [each["name"] for each in operation("/api/tickets", "post")["parameters"]] == ["Idempotency-Key"]
    assert "If-None-Match" in [each["name"] for each in operation("/api/numbers", "get")["parameters"]]


def test_who_may_call() -> None:
    assert operation("/api/tickets", "get")["security"] == [{"bearer": []}, {"cookie": []}]
    assert operation("/api/loose", "post")["security"] == []
    assert set(document()["components"]["securitySchemes"]) == {"bearer", "cookie"}


def test_examples_and_media_types() -> None:
    content = operation("/api/entries", "post")["requestBody"]["content"]["application/json"]
    assert content["example"] == {"amount": "1.50", "date": "2026-01-31", "type": "income"}
    assert "text/csv" in operation("/api/secret", "get")["responses"]["200"]["content"]
    form = operation("/api/files", "post")["requestBody"]["content"]["multipart/form-data"]["schema"]
    assert (list(form["properties"]), form["required"]) == (["file", "name"], ["file", "name"])


def test_what_is_sent_is_always_there_and_money_is_a_number() -> None:
    components = Components()
    assert components.schema_of(PageOf[OuterOut]) == {"$ref": "#/components/schemas/OuterOutPage"}
    assert set(components.schemas) == {"OuterOutPage", "OuterOut", "InnerOut", "Mood"}
    outer, inner = components.schemas["OuterOut"], components.schemas["InnerOut"]
    assert outer["required"] == ["id", "inner", "note"]
    assert outer["properties"]["inner"] == {
        "type": "array",
        "items": {"$ref": "#/components/schemas/InnerOut"},
    }
    assert outer["properties"]["note"] == {"anyOf": [{"type": "string"}, {"type": "null"}]}
    assert inner["properties"] == {"mood": {"$ref": "#/components/schemas/Mood"}, "price": {"type": "number"}}
    assert components.schemas["OuterOutPage"]["properties"]["data"]["items"] == {
        "$ref": "#/components/schemas/OuterOut"
    }


def test_money_is_read_from_a_number_or_a_string() -> None:
    components = Components()
    components.schema_of(OuterIn)
    kinds = components.schemas["OuterIn"]["properties"]["price"]["oneOf"]
    assert [kind["type"] for kind in kinds] == ["number", "string"]
    assert components.schemas["OuterIn"]["required"] == ["price"]


def test_two_structs_of_one_name_are_a_mistake() -> None:
    components = Components()
    components.schema_of(urls.TicketOut)
    with pytest.raises(TypeError, match="two components are called TicketOut"):
        components.schema_of(type("TicketOut", (Answer,), {}))


@pytest.mark.parametrize(
    ("kind", "name"),
    [(OuterOut, "OuterOut"), (PageOf[OuterOut], "OuterOutPage"), (PageOf[int], "intPage"), (Mood, "Mood")],
)
def test_names_of_components(kind: Any, name: str) -> None:
    assert component_name(kind) == name
